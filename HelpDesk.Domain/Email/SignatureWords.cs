using System.Collections.Frozen;

namespace HelpDesk.Domain.Email;

/// <summary>The words by which signatures are known.</summary>
internal static class SignatureWords
{
    private static readonly string[] Phones =
    [
        "sent from my ", "get outlook for ", "sent from mail for ", "sent from yahoo", "sent from outlook",
        "enviado desde mi ", "enviado desde el ", "enviado de mi ", "obtener outlook para ", "obtén outlook para ",
        "descargar outlook para ",
        "envoyé de mon ", "envoyé depuis mon ", "envoyé depuis ma ", "envoyé à partir de ", "envoyé de ma ", "obtenir outlook pour ",
        "télécharger outlook pour ",
        "von meinem ", "gesendet von meinem ", "gesendet mit der ", "diese nachricht wurde von meinem ", "outlook für ",
        "holen sie sich outlook",
        "inviato da iphone", "inviato dal mio ", "inviato da ", "enviado do meu ", "enviada do meu ", "enviado via ",
        "obter o outlook para ",
        "verzonden vanaf mijn ", "verstuurd vanaf mijn ", "verstuurd vanaf ", "skickat från min ", "sendt fra min ", "lähetetty ",
        "wysłane z ",
        "отправлено с ", "надіслано з ", "发自我的", "從我的", "iphoneから送信", "나의 iphone",
    ];

    private static readonly string[] Products = ["sent from ", "sent via ", "sent with ", "envoyé avec ", "envoyé via ", "enviado con ", "gesendet von ", "gesendet mit "];

    private static readonly FrozenSet<string> Closings = new[]
    {
        "regards", "best regards", "kind regards", "kindest regards", "warm regards", "with kind regards", "many regards", "sincerely",
        "yours sincerely",
        "yours faithfully", "yours truly", "sincerely yours", "best wishes", "respectfully",
        "saludos", "un saludo", "saludos cordiales", "un cordial saludo", "cordiales saludos", "atentamente", "muy atentamente",
        "cordialmente", "reciba un cordial saludo",
        "cordialement", "bien cordialement", "bien à vous", "très cordialement", "sincères salutations", "salutations",
        "meilleures salutations", "bonne journée",
        "mit freundlichen grüßen", "mit freundlichen grüssen", "mit freundlichem gruß", "freundliche grüße", "viele grüße",
        "beste grüße", "liebe grüße",
        "cordiali saluti", "distinti saluti", "atenciosamente", "met vriendelijke groet", "met vriendelijke groeten",
        "med vänliga hälsningar", "med venlig hilsen",
    }.ToFrozenSet();

    /// <summary>A line such as "Sent from my phone".</summary>
    public static bool IsPhone(string plain) =>
        Array.Exists(Phones, phrase => plain.StartsWith(phrase, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(Products, phrase => plain.StartsWith(phrase, StringComparison.OrdinalIgnoreCase)
            && plain.Length > phrase.Length && char.IsUpper(plain[phrase.Length]));

    /// <summary>A formula that closes a letter, alone on its line.</summary>
    public static bool IsClosing(string plain) => Closings.Contains(plain.TrimEnd(',', '.', '!', ' ', ';').ToLowerInvariant());

    /// <summary>What was forgotten in the letter is still part of it.</summary>
    public static bool IsPostscript(string plain) =>
        plain.Split(' ', ':')[0].Replace(".", "", StringComparison.Ordinal).ToUpperInvariant() is "PS" or "PD" or "NB";
}
