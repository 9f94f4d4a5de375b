using HelpDesk.Domain.Email;

namespace HelpDesk.Tests.Domain.Email;

public sealed class QuotedTextTests
{
    [Theory]
    [InlineData("On 3 May 2026 at 10:02, Ana Ruiz <ana@example.com> wrote:")]
    [InlineData("On Sun, May 3, 2026 at 10:02 AM Ana Ruiz <\nana@example.com> wrote:")]
    [InlineData("El dom, 3 may 2026 a las 10:02, Ana Ruiz (<ana@example.com>) escribió:")]
    [InlineData("El 3/5/26 a las 10:02, Ana Ruiz escribió:")]
    [InlineData("Le dim. 3 mai 2026 à 10:02, Ana Ruiz <ana@example.com> a écrit :")]
    [InlineData("Le 03/05/2026 à 10:02, Ana Ruiz a écrit\u00a0:")]
    [InlineData("Am 03.05.26 um 10:02 schrieb Ana Ruiz <ana@example.com>:\nAm 03.05.2026 um 10:02 schrieb Ana Ruiz:")]
    [InlineData("Am 03.05.2026 um 10:02 schrieb Ana Ruiz:")]
    [InlineData("Il giorno dom 3 mag 2026 alle ore 10:02 Ana Ruiz <ana@example.com> ha scritto:")]
    [InlineData("Op zo 3 mei 2026 om 10:02 schreef Ana Ruiz <ana@example.com>:")]
    [InlineData("Em dom., 3 de mai. de 2026 às 10:02, Ana Ruiz <ana@example.com> escreveu:")]
    [InlineData("2026-05-03 10:02 GMT+02:00 Ana Ruiz <ana@example.com>:")]
    [InlineData("在 2026年5月3日，10:02，Ana Ruiz <ana@example.com> 写道：")]
    [InlineData("-----Original Message-----")]
    [InlineData("-----Mensaje original-----")]
    [InlineData("-------- Message d'origine --------")]
    [InlineData("-------- Message d’origine --------")]
    [InlineData("-----Ursprüngliche Nachricht-----")]
    [InlineData("---------- Forwarded message ---------")]
    [InlineData("Inicio del mensaje reenviado:")]
    [InlineData("---- Ana Ruiz wrote ----")]
    [InlineData("________________________________\nFrom: Ana Ruiz <ana@example.com>\nSent: Sunday, 3 May 2026 10:02\nTo: Desk <desk@example.org>\nSubject: The printer")]
    [InlineData("De: Ana Ruiz <ana@example.com>\nEnviado: domingo, 3 de mayo de 2026 10:02\nPara: Mesa\nAsunto: La impresora")]
    [InlineData("De : Ana Ruiz\nEnvoyé : dimanche 3 mai 2026 10:02\nÀ : Accueil\nObjet : L'imprimante")]
    [InlineData("Von: Ana Ruiz\nGesendet: Sonntag, 3. Mai 2026 10:02\nAn: Werkstatt\nBetreff: Der Drucker")]
    [InlineData("*From:* Ana Ruiz\n*Sent:* Sunday\n*Subject:* The printer\nthat does not print")]
    public void What_introduces_another_mail_is_folded_with_all_below_it(string introduction)
    {
        var split = QuotedText.Split($"Here is my answer.\n\n{introduction}\n\nThe mail before.\nTwo lines of it.\n");

        split.Visible.ShouldBe("Here is my answer.");
        split.Quoted.ShouldBe($"{introduction}\n\nThe mail before.\nTwo lines of it.");
    }

    [Theory]
    [InlineData("On Monday we saw 3 of them. Ana wrote this.")]
    [InlineData("On your machine run version 10:\n\n    print 1")]
    [InlineData("I wrote: no, thanks.\nThey wrote:\nnothing")]
    [InlineData("From: Madrid\nTo: Paris\nDate: 3 May\nPassengers: 2")]
    [InlineData("2026-05-03 10:02:11 error\n2026-05-03 10:02:12 again")]
    [InlineData("All mails are sent from my phone since May.")]
    [InlineData("See https://example.com/on-3-may-2026-ana-wrote: it is there.")]
    [InlineData("a -- b\n-- but --\n- one\n- two")]
    [InlineData("Columns:\n| a | b |\n|---|---|\n| 1 | 2 |")]
    [InlineData("The list:\n\n----------\n\nthe end")]
    public void What_only_looks_alike_stays_visible(string text)
    {
        var split = QuotedText.Split(text);

        split.Visible.ShouldBe(text);
        split.Quoted.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--\nAna Ruiz\nPort of Vigo")]
    [InlineData("--\nAna Ruiz\nhttps://example.com")]
    [InlineData("Sent from my iPhone")]
    [InlineData("Enviado desde mi iPhone")]
    [InlineData("Envoyé de mon iPhone")]
    [InlineData("Von meinem iPhone gesendet")]
    [InlineData("Get Outlook for Android<https://example.com/o>")]
    [InlineData("Sent from Samsung tablet")]
    [InlineData("Kind regards,\n\nAna Ruiz\nHead of ropes")]
    [InlineData("Un saludo,\nAna")]
    [InlineData("Cordialement\nAna Ruiz")]
    [InlineData("Mit freundlichen Grüßen\n\nAna Ruiz")]
    [InlineData("-Ana Ruiz")]
    [InlineData("_______________________________________________\nropes mailing list\nropes@example.org")]
    public void A_signature_is_folded(string signature)
    {
        var split = QuotedText.Split($"It works now.\n\n{signature.Replace("--\n", "-- \n", StringComparison.Ordinal)}\n");

        split.Visible.ShouldBe("It works now.");
        split.Quoted.ShouldBe(signature);
    }

    [Theory]
    [InlineData("Kind regards,\nAna\nP.S. The key is under the mat.")]
    [InlineData("Regards, Ana")]
    [InlineData("Thanks,\nAna")]
    public void Words_that_may_matter_are_no_signature(string end) =>
        QuotedText.Split($"It works now.\n\n{end}").Visible.ShouldBe($"It works now.\n\n{end}");

    [Fact]
    public void A_quoted_block_is_folded_above_and_below_the_answer()
    {
        QuotedText.Split("> Does it work?\n\nIt does.").Visible.ShouldBe("It does.");
        QuotedText.Split("It does.\n\n> Does it work?\n>> Perhaps.\n> Say!").Visible.ShouldBe("It does.");
        QuotedText.Split("First.\n\nOn 3 May 2026, Ana wrote:\n\n> Does it work?\n\nLast.").Visible.ShouldBe("First.\n\nLast.");
    }

    [Fact]
    public void A_mail_answered_point_by_point_keeps_its_questions()
    {
        const string Talk = "> Does it print?\n\nIt does.\n\n> In colour?\n\nNo.";

        var split = QuotedText.Split($"On 3 May 2026, Ana wrote:\n{Talk}\n\n> Regards, Ana");

        split.Visible.ShouldBe(Talk);
        split.Quoted.ShouldBe("On 3 May 2026, Ana wrote:\n> Regards, Ana");
    }

    [Fact]
    public void A_wrapped_quoted_line_belongs_to_its_block()
    {
        const string Quote = "> It was about noon when we noticed that the printer near the window had stopped\nprinting. So we\n> called.";

        QuotedText.Split($"I see.\n\n{Quote}").ShouldBe(new SplitText("I see.", Quote));
    }

    [Fact]
    public void A_short_answer_between_two_quoted_lines_stays_visible() =>
        QuotedText.Split("> Does it print?\nyes\n> In colour?\nno").Visible.ShouldContain("yes\n> In colour?");

    [Fact]
    public void A_forward_shows_the_mail_it_forwards()
    {
        var split = QuotedText.Split("---------- Forwarded message ---------\nFrom: Ana <ana@example.com>\nSubject: The printer\n\nIt does not print.");

        split.Visible.ShouldBe("It does not print.");
        split.Quoted.ShouldBe("---------- Forwarded message ---------\nFrom: Ana <ana@example.com>\nSubject: The printer");
    }

    [Fact]
    public void A_mail_that_says_nothing_of_its_own_is_all_visible()
    {
        QuotedText.Split("> Only a quote.").ShouldBe(new SplitText("> Only a quote.", ""));
        QuotedText.Split("Sent from my iPhone").ShouldBe(new SplitText("Sent from my iPhone", ""));
        QuotedText.Split("").ShouldBe(new SplitText("", ""));
    }

    [Fact]
    public void A_line_that_a_mail_store_marked_is_no_quote() =>
        QuotedText.Split("Hello.\n>From my point of view it works.\nBye.").Visible.ShouldContain("my point of view");

    [Fact]
    public void An_attribution_behind_the_last_word_is_cut_off()
    {
        var split = QuotedText.Split("Done--- On Sun, 3 May 2026 at 10:02, ana@example.com wrote:\n> Please");

        split.Visible.ShouldBe("Done");
        split.Quoted.ShouldBe("--- On Sun, 3 May 2026 at 10:02, ana@example.com wrote:\n> Please");
    }

    [Fact]
    public void Every_line_stands_on_exactly_one_side()
    {
        string[] pieces =
        [
            "Hello", "", "> quoted", ">> twice", "On 3 May 2026 at 10:02, Ana <ana@example.com> wrote:", "-- ", "Sent from my iPhone", "Kind regards,", "Ana",
            "-----Original Message-----", "From: ana@example.com", "Subject: x", "____________________", "a--- On 3 May 2026, Ana wrote:", "\r", ">From here", "-Ana",
        ];
        for (var seed = 1; seed <= 3000; seed++)
        {
            var random = new Random(seed);
            var text = string.Join('\n', Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)]));

            var split = QuotedText.Split(text);

            Letters(split.Visible + split.Quoted).ShouldBe(Letters(text), $"seed {seed}: {text}");
        }
    }

    [Theory]
    [InlineData(">", 1_000_000, "")]
    [InlineData(">\n", 1_000_000, "")]
    [InlineData("On ", 100_000, "wrote:")]
    [InlineData("On 1 <\n", 100_000, "wrote:")]
    [InlineData("-- \n", 300_000, "x")]
    [InlineData("From: a@b.c\n", 60_000, "")]
    [InlineData("> a question that is long enough to have been wrapped on its way to us\nx\n", 20_000, "")]
    [InlineData("_________________________\n\n", 100_000, "end")]
    [InlineData("\n", 1_000_000, "x")]
    [InlineData("a\n\nKind regards,\n", 100_000, "Ana")]
    public void A_hostile_text_takes_no_longer_than_its_length(string piece, int times, string end)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times)) + end;
        QuotedText.Split(text[..1000]);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var split = QuotedText.Split(text);

        // Less than 200 ms when nothing else runs; a rule that looks at all lines for each line would take minutes.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        (split.Visible.Length + split.Quoted.Length).ShouldBeGreaterThan(0);
    }

    private static string Letters(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)).Order());
}
