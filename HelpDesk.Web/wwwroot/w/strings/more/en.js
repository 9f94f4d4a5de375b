export default {
  rate: 'How was this chat?',
  ratings: ['Very bad', 'Bad', 'Okay', 'Good', 'Very good'],
  comment: 'Anything to add? (optional)',
  rateOk: 'Send rating',
  choose: 'Please choose one of the five.',
  thanks: 'Thank you for your rating.',
  change: 'Change it',
  tooLate: 'This chat can no longer be rated.',
  mailIt: 'Transcript by e-mail',
  mailed: address => `The transcript goes to ${address}.`,
  save: 'Download transcript',
};
