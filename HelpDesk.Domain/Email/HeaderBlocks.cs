using System.Collections.Frozen;

namespace HelpDesk.Domain.Email;

/// <summary>Recognises the header fields that Outlook and others put above the mail they answer, in their user's language.</summary>
internal static class HeaderBlocks
{
    private const int MaxLines = 14;
    private const int MaxLabel = 24;

    /// <summary>A value may run over so many lines before the next label.</summary>
    private const int MaxWrap = 3;

    private static readonly FrozenDictionary<string, Label> Labels = new Dictionary<Label, string[]>
    {
        [Label.From] =
        [
            "from", "de", "von", "da", "van", "från", "fra", "lähettäjä", "od", "от", "від", "发件人", "寄件者", "差出人", "보낸 사람",
            "expéditeur", "remitente", "gönderen", "feladó",
        ],
        [Label.Date] =
        [
            "date", "sent", "fecha", "enviado", "enviado el", "envoyé", "envoyé le", "message du", "datum", "gesendet", "data",
            "inviato", "enviada em", "enviada",
            "verzonden", "skickat", "sendt", "dato", "lähetetty", "wysłano", "дата", "отправлено", "发送时间", "日期", "送信日時", "보낸 날짜",
            "odesláno", "tarih", "elküldve",
        ],
        [Label.To] =
        [
            "to", "para", "a", "à", "an", "aan", "till", "til", "vastaanottaja", "do", "komu", "кому", "收件人", "收件者", "宛先",
            "받는 사람", "destinataire", "kime", "címzett",
        ],
        [Label.Subject] =
        [
            "subject", "asunto", "objet", "sujet", "betreff", "oggetto", "assunto", "onderwerp", "ämne", "emne", "aihe",
            "temat", "тема", "主题", "主旨", "件名", "제목", "předmět", "konu", "tárgy",
        ],
        [Label.Other] =
        [
            "cc", "cco", "bcc", "copie à", "kopie", "copia", "kopia", "reply-to", "responder a", "répondre à", "antwort an",
            "risposta", "rispondi a", "antwoord aan",
            "importance", "importancia", "priority", "priorité", "wichtigkeit", "attachments", "adjuntos", "pièces jointes", "anlagen",
            "копия", "抄送", "副本",
        ],
    }.SelectMany(entry => entry.Value, (entry, word) => (word, entry.Key)).ToFrozenDictionary(pair => pair.word, pair => pair.Key);

    private enum Label
    {
        From,
        Date,
        To,
        Subject,
        Other,
    }

    /// <summary>The line after the block that begins here; the line itself when none does.</summary>
    public static int End(TextLines lines, int at)
    {
        if (LabelOf(lines.Plain(at)) is not { } first || first == Label.Other)
        {
            return at;
        }

        var found = new HashSet<Label>();
        var hasAddress = false;
        var end = at;
        for (var next = at; next < Math.Min(lines.Count, at + MaxLines) && next - end <= MaxWrap && !lines.IsQuoted(next); next++)
        {
            if (LabelOf(lines.Plain(next)) is { } label)
            {
                // A head names each thing once; what repeats is a list of something else.
                if (!found.Add(label) && label != Label.Other)
                {
                    break;
                }

                hasAddress |= lines[next].Contains('@', StringComparison.Ordinal);
                end = next + 1;
            }
        }

        return IsHead(found, hasAddress) ? end : at;
    }

    // Somebody may well write "From: Madrid, To: Paris": a head also has an address or a subject.
    private static bool IsHead(HashSet<Label> found, bool hasAddress) =>
        (found.Contains(Label.From) || found.Contains(Label.Date))
        && (hasAddress ? found.Count >= 2 : found.Count >= 3 && found.Contains(Label.Subject));

    private static Label? LabelOf(string plain)
    {
        var colon = plain.AsSpan(0, Math.Min(plain.Length, MaxLabel)).IndexOfAny(':', '：');
        var word = colon < 1 ? "" : plain[..colon].Trim(' ', '\u00a0', '*').ToLowerInvariant();
        return Labels.TryGetValue(word, out var label) ? label : null;
    }
}
