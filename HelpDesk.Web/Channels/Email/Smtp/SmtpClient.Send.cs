using System.Globalization;
using System.Text;

namespace HelpDesk.Web.Channels.Email.Smtp;

/// <summary>Sending one mail to several recipients, each of whom gets an answer of their own.</summary>
internal sealed partial class SmtpClient
{
    /// <summary>RFC 5322 §2.1.1.</summary>
    private const int MaxLine = 998;

    /// <summary>
    /// Sends a mail. Returns when the server has said something about every recipient; all that it said stands in the
    /// envelope, also when this throws.
    /// </summary>
    /// <param name="envelope">Takes the answers.</param>
    /// <param name="writeAsync">Writes the mail, twice the same: once to be measured, once to leave.</param>
    /// <param name="ct">Ends the attempt; the mail has not left unless its last dot was on its way.</param>
    /// <exception cref="SmtpReplyException">No to the whole mail.</exception>
    /// <exception cref="SmtpBrokenException">The connection is gone.</exception>
    /// <exception cref="SmtpUnfitException">The server cannot take such a mail.</exception>
    public async Task SendAsync(SmtpEnvelope envelope, Func<Stream, CancellationToken, Task> writeAsync, CancellationToken ct)
    {
        var measure = new MailMeasure();
        await writeAsync(measure, ct);
        Begin(await AskAsync(MailCommand(envelope, measure.End()), SmtpTimeouts.Command, ct));
        var accepted = new List<string>();
        foreach (var recipient in envelope.Recipients)
        {
            var reply = await AskAsync($"RCPT TO:<{envelope.PathOf(recipient)}>", SmtpTimeouts.Command, ct);
            if (Answered(reply).IsDone)
            {
                accepted.Add(recipient);
            }
            else
            {
                envelope.Answer(recipient, reply);
            }
        }

        if (accepted.Count > 0)
        {
            var answer = await DataAsync(writeAsync, ct);
            accepted.ForEach(recipient => envelope.Answer(recipient, answer));
        }
    }

    // RFC 4954 §6: these are about who we are.
    private static void Begin(SmtpReply reply) => _ = reply.Code is 530 or 534 or 535 or 538
        ? throw new SmtpSetupException(new("The mail server wants us to sign in: {0}", reply), AuthHint)
        : Expect(reply);

    private string MailCommand(SmtpEnvelope envelope, MailMeasure mail)
    {
        if (mail.HasOddLines || mail.LongestLine > MaxLine)
        {
            throw new SmtpUnfitException("The mail holds a line that no server may take.");
        }

        if (Capabilities.MaxSize < mail.Size)
        {
            throw new SmtpUnfitException(string.Create(CultureInfo.InvariantCulture, $"The mail has {mail.Size} bytes and the server takes {Capabilities.MaxSize}."));
        }

        var command = new StringBuilder($"MAIL FROM:<{envelope.From}>");
        var utf8 = Utf8Of(envelope, mail);
        command.Append(Capabilities.Size ? string.Create(CultureInfo.InvariantCulture, $" SIZE={mail.Size}") : "");
        command.Append(mail.HasEightBit && Capabilities.EightBit ? " BODY=8BITMIME" : "");
        return command.Append(utf8 ? " SMTPUTF8" : "").ToString();
    }

    // Our own mails are plain ASCII but for addresses that are not.
    private bool Utf8Of(SmtpEnvelope envelope, MailMeasure mail)
    {
        var needed = envelope.NeedsUtf8 || mail.HasEightBit;
        return !needed || Capabilities.Utf8
            ? needed
            : throw new SmtpUnfitException("The server does not take addresses with letters beyond ASCII (SMTPUTF8).");
    }

    private async Task<SmtpReply> DataAsync(Func<Stream, CancellationToken, Task> writeAsync, CancellationToken ct)
    {
        var go = await AskAsync("DATA", SmtpTimeouts.Data, ct);
        if (!go.IsHalfway)
        {
            return go.IsDone ? throw Unasked(go) : Answered(go);
        }

        // Should writing fail now, nothing must end the mail: half of it could pass for the whole.
        isMidway = true;
        var data = new DotStuffing(Wire);
        await writeAsync(data, ct);
        try
        {
            // From here on it may have arrived whatever happens.
            await data.EndAsync(ct);
            var reply = await Wire.ReadAsync(SmtpTimeouts.Handover, ct);
            isMidway = false;
            return reply.IsHalfway ? throw Unasked(reply) : reply;
        }
        catch (SmtpBrokenException broken)
        {
            throw new SmtpBrokenException(broken.Words, mayHaveLeft: true, broken);
        }
    }

    // 421 is the end of the connection, whatever it answers.
    private static SmtpReply Answered(SmtpReply reply) => reply switch
    {
        { Code: 421 } => throw new SmtpReplyException(reply),
        { IsHalfway: true } => throw Unasked(reply),
        _ => reply,
    };

    private static SmtpBrokenException Unasked(SmtpReply reply) => new(new SmtpWords("The mail server answered something else than it was asked: {0}", reply));
}
