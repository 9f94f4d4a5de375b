export default {
  rate: 'Comment s’est passé ce chat ?',
  ratings: ['Très mauvais', 'Mauvais', 'Moyen', 'Bon', 'Très bon'],
  comment: 'Quelque chose à ajouter ? (facultatif)',
  rateOk: 'Envoyer l’évaluation',
  choose: 'Choisissez l’une des cinq réponses.',
  thanks: 'Merci pour votre évaluation.',
  change: 'La modifier',
  tooLate: 'Ce chat ne peut plus être évalué.',
  mailIt: 'Transcription par e-mail',
  mailed: address => `La transcription est envoyée à ${address}.`,
  save: 'Télécharger la transcription',
};
