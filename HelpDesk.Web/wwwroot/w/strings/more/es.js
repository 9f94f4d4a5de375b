export default {
  rate: '¿Qué tal fue este chat?',
  ratings: ['Muy mal', 'Mal', 'Regular', 'Bien', 'Muy bien'],
  comment: '¿Algo que añadir? (opcional)',
  rateOk: 'Enviar valoración',
  choose: 'Elija una de las cinco opciones.',
  thanks: 'Gracias por su valoración.',
  change: 'Cambiarla',
  tooLate: 'Este chat ya no se puede valorar.',
  mailIt: 'Transcripción por correo',
  mailed: address => `La transcripción se envía a ${address}.`,
  save: 'Descargar transcripción',
};
