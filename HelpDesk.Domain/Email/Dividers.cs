using System.Collections.Frozen;

namespace HelpDesk.Domain.Email;

/// <summary>Recognises lines such as "-----Original Message-----".</summary>
internal static class Dividers
{
    private const string Strokes = "-_=*—–─~ \t";

    private static readonly FrozenSet<string> Phrases = new[]
    {
        "original message", "original appointment", "forwarded message", "forwarded mail", "reply message",
        "mensaje original", "mensaje reenviado", "mensaje remitido",
        "message d'origine", "message original", "message initial", "message transféré", "message réexpédié", "courriel original",
        "ursprüngliche nachricht", "originalnachricht", "original-nachricht", "original nachricht", "weitergeleitete nachricht",
        "messaggio originale", "messaggio inoltrato", "mensagem original", "mensagem encaminhada", "mensagem reencaminhada",
        "oorspronkelijk bericht", "origineel bericht", "doorgestuurd bericht", "ursprungligt meddelande",
        "originalmeddelande", "vidarebefordrat meddelande", "oprindelig meddelelse", "videresendt meddelelse",
        "opprinnelig melding", "videresendt melding", "alkuperäinen viesti", "välitetty viesti",
        "oryginalna wiadomość", "wiadomość oryginalna", "wiadomość przekazana", "původní zpráva", "přeposlaná zpráva",
        "eredeti üzenet", "továbbított üzenet", "orijinal ileti", "özgün ileti", "iletilen ileti",
        "исходное сообщение", "пересылаемое сообщение", "пересланное сообщение", "оригінальне повідомлення",
        "原始邮件", "原邮件", "转发邮件", "原始郵件", "轉寄郵件", "元のメッセージ", "転送メッセージ", "원본 메시지", "전달된 메시지",
    }.ToFrozenSet();

    private static readonly string[] Openings =
    [
        "begin forwarded message", "inicio del mensaje reenviado", "début du message réexpédié", "début du message transféré",
        "anfang der weitergeleiteten nachricht", "inizio messaggio inoltrato", "início da mensagem reencaminhada",
        "begin doorgestuurd bericht", "reply above this line", "please type your reply above this line",
    ];

    /// <param name="plain">The line as rules compare it.</param>
    /// <param name="line">The line as it stands.</param>
    public static bool IsDivider(string plain, string line)
    {
        var inner = plain.Trim(Strokes.ToCharArray()).Replace('’', '\'').ToLowerInvariant();
        return line.AsSpan().Trim() is ['-' or '_' or '=' or '*' or '—' or '–' or '─' or '~' or '#', _, ..]
            ? IsNamed(inner) || (plain.EndsWith("--", StringComparison.Ordinal) && Attributions.EndsInVerb(inner))
            : Opens(inner);
    }

    private static bool IsNamed(string inner) => Phrases.Contains(inner.TrimEnd(':', ' ')) || Opens(inner.Trim('#', '-', ' '));

    private static bool Opens(string inner) => Array.Exists(Openings, opening => inner.StartsWith(opening, StringComparison.Ordinal));
}
