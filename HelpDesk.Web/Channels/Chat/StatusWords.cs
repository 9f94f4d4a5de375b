using System.Globalization;
using HelpDesk.Domain.Chat;

namespace HelpDesk.Web.Channels.Chat;

/// <summary>What one language needs to tell when and how soon. Weeks begin on Sunday, as <see cref="DayOfWeek"/> does.</summary>
internal sealed record StatusWords(
    string Today, string Tomorrow, string BeforeTime, string[] Weekdays, string[] Months, string DatePattern, string[] Etas)
{
    private static readonly StatusWords English = new(
        "today", "tomorrow", " ",
        ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        ["January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December"],
        "{0} {1},",
        ["Usually replies at once", "Usually replies in a few minutes", "Usually replies in about {0} minutes",
            "Usually replies in about an hour", "Usually replies in about {0} hours",
            "Usually replies in about a day", "Usually replies in about {0} days"]);

    private static readonly StatusWords Spanish = new(
        "hoy", "mañana", " ",
        ["el domingo", "el lunes", "el martes", "el miércoles", "el jueves", "el viernes", "el sábado"],
        ["enero", "febrero", "marzo", "abril", "mayo", "junio",
            "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
        "el {0} de {1},",
        ["Suele responder al momento", "Suele responder en unos minutos", "Suele responder en unos {0} minutos",
            "Suele responder en una hora", "Suele responder en unas {0} horas",
            "Suele responder en un día", "Suele responder en unos {0} días"]);

    private static readonly StatusWords French = new(
        "aujourd’hui", "demain", " à ",
        ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
        ["janvier", "février", "mars", "avril", "mai", "juin",
            "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
        "le {0} {1}",
        ["Répond en général tout de suite", "Répond en général en quelques minutes", "Répond en général en {0} minutes environ",
            "Répond en général en une heure environ", "Répond en général en {0} heures environ",
            "Répond en général en un jour environ", "Répond en général en {0} jours environ"]);

    /// <summary>By the first part of a language tag; English for what we do not speak.</summary>
    public static StatusWords For(string? language) => (language ?? "").Split('-', '_')[0].ToLowerInvariant() switch
    {
        "es" => Spanish,
        "fr" => French,
        _ => English,
    };

    public string Date(DateTime day) => string.Format(
        CultureInfo.InvariantCulture, DatePattern, FirstOfMonth(day.Day), Months[day.Month - 1]);

    public string Eta(RoundedTime time) => string.Format(CultureInfo.InvariantCulture, EtaPattern(time), time.Amount);

    private string EtaPattern(RoundedTime time) => Etas[time switch
    {
        { Word: TimeWord.Moment } => 0,
        { Word: TimeWord.FewMinutes } => 1,
        { Word: TimeWord.Minutes } => 2,
        { Word: TimeWord.Hours, Amount: 1 } => 3,
        { Word: TimeWord.Hours } => 4,
        { Amount: 1 } => 5,
        _ => 6,
    }];

    private string FirstOfMonth(int day) =>
        day == 1 && ReferenceEquals(this, French) ? "1er" : day.ToString(CultureInfo.InvariantCulture);
}
