using HelpDesk.Domain.Email;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Tests.Domain.Email;

/// <summary>
/// A desk with ticket 1 (Ann's, with what a helpdesk knows of it), 2 (merged into 1 by way of 3), 4 (closed, Ann's), 5 (of
/// an inbox that another mailbox serves) and 6 (Bob's). Each row is a mail as clients or attackers write it.
/// </summary>
public sealed class ThreadingTests
{
    private const string Ann = "ann@example.com";
    private const string AnnClaims = "ann@work.example";
    private const string Colleague = "carl@example.com";
    private const string Accepted = "dora@partner.example";
    private const string OnlyInCc = "eve@else.example";
    private const string Mallory = "mallory@evil.example";
    private const string Agent = "bo@desk.example";

    private static readonly ThreadTicket One = new()
    {
        Id = 1, Proven = [Ann], Claimed = [AnnClaims], Addressed = [Colleague, Agent], Collaborators = [Accepted],
    };

    private static readonly Dictionary<int, ThreadTicket> Tickets = new()
    {
        [1] = One,
        [2] = new ThreadTicket { Id = 2, Proven = ["ann@old.example"], MergedInto = new ThreadTicket { Id = 3, MergedInto = One } },
        [4] = new ThreadTicket { Id = 4, Proven = [Ann], Claimed = [AnnClaims], Addressed = [Agent], IsClosed = true },
        [5] = new ThreadTicket { Id = 5, Proven = [Ann], IsOfMailbox = false },
        [6] = new ThreadTicket { Id = 6, Proven = ["bob@example.com"] },
    };

    /// <param name="from">Who is in From; several with a comma.</param>
    /// <param name="points">Hints with the ticket they name, as <c>R1</c>: a reply address, I in-reply-to, F references, M foreign id, Q quoted address, S subject.</param>
    /// <param name="expected">Landing, ticket, hint, standing.</param>
    /// <param name="verdict">Of the receiving server.</param>
    [Theory]

    // How clients write.
    [InlineData(Ann, "", "new - None Customer")]
    [InlineData(Ann, "R1 I1 F1 S1", "join 1 ReplyAddress Customer")]
    [InlineData(Ann, "I1 F1 S1", "join 1 InReplyTo Customer")]
    [InlineData(Ann, "F1 S1", "join 1 References Customer")]
    [InlineData(Ann, "M1 S1", "join 1 ForeignId Customer")]
    [InlineData(Ann, "Q1", "join 1 QuotedAddress Customer")]
    [InlineData(Ann, "S1", "join 1 Subject Customer")]
    [InlineData(Ann, "S6", "new 6 Subject Customer")]
    [InlineData(Ann, "S1 I4", "follow 4 InReplyTo Customer")]
    [InlineData(Ann, "I1 R4", "follow 4 ReplyAddress Customer")]
    [InlineData(Ann, "F1 F6", "join 1 References Customer")]
    [InlineData(Ann, "F6 F1", "join 6 References Stranger")]
    [InlineData(Ann, "M6 S1", "join 1 Subject Customer")]
    [InlineData(Ann, "M6 M1", "join 1 ForeignId Customer")]
    [InlineData(Ann, "R1", "join 1 ReplyAddress Customer", MailVerdict.Pass)]
    [InlineData(AnnClaims, "R1", "join 1 ReplyAddress Claimant")]
    [InlineData(AnnClaims, "I1", "join 1 InReplyTo Claimant")]
    [InlineData(AnnClaims, "F1", "join 1 References Claimant")]
    [InlineData(AnnClaims, "I4", "follow 4 InReplyTo Claimant")]
    [InlineData(Colleague, "I1", "join 1 InReplyTo Addressed")]
    [InlineData(Colleague, "S1", "join 1 Subject Addressed")]
    [InlineData(Accepted, "M1", "join 1 ForeignId Collaborator")]
    [InlineData(Accepted, "", "new - None Customer")]

    // Merged and closed tickets, and those of other mailboxes.
    [InlineData(Ann, "R2", "join 1 ReplyAddress Customer")]
    [InlineData("ann@old.example", "S2", "join 1 Subject Customer")]
    [InlineData(Mallory, "S2", "new 1 Subject Customer")]
    [InlineData(Ann, "S4", "follow 4 Subject Customer")]
    [InlineData(Ann, "R5", "new - None Customer")]
    [InlineData(Ann, "R5 S1", "join 1 Subject Customer")]

    // Agents from their own mail program.
    [InlineData(Agent, "i1", "join 1 InReplyTo Agent")]
    [InlineData(Agent, "f1", "join 1 References Agent")]
    [InlineData(Agent, "i4", "follow 4 InReplyTo Agent")]
    [InlineData(Agent, "c1", "join 1 InReplyTo Agent", MailVerdict.Pass)]
    [InlineData(Agent, "i6", "join 6 InReplyTo Agent")]
    [InlineData(Agent, "R1 i1", "join 1 ReplyAddress Agent")]
    [InlineData(Agent, "R6 f6", "join 6 ReplyAddress Agent")]

    // Attacks. Addressed is as far as an agent's name alone gets anybody, where agents were in the Cc; else nowhere.
    [InlineData(Agent, "c6", "join 6 InReplyTo Stranger")]
    [InlineData(Agent, "I6", "join 6 InReplyTo Stranger")]
    [InlineData(Agent, "R6", "join 6 ReplyAddress Stranger")]
    [InlineData(Agent, "R6 i1", "join 6 ReplyAddress Stranger")]
    [InlineData(Agent, "R6 c6", "join 6 ReplyAddress Stranger")]
    [InlineData(Agent, "S6", "new 6 Subject Customer")]
    [InlineData(Agent, "M6", "new 6 ForeignId Customer")]
    [InlineData(Agent, "i6", "join 6 InReplyTo Stranger", MailVerdict.Fail)]
    [InlineData("gone@desk.example", "g1", "join 1 InReplyTo Stranger")]
    [InlineData(Mallory, "R1", "join 1 ReplyAddress Stranger")]
    [InlineData(Mallory, "I1", "join 1 InReplyTo Stranger")]
    [InlineData(Mallory, "F1", "join 1 References Stranger")]
    [InlineData(Mallory, "M1", "new 1 ForeignId Customer")]
    [InlineData(Mallory, "Q1", "new 1 QuotedAddress Customer")]
    [InlineData(Mallory, "S1", "new 1 Subject Customer")]
    [InlineData(Mallory, "I4", "new 4 InReplyTo Customer")]
    [InlineData(OnlyInCc, "S1", "new 1 Subject Customer")]
    [InlineData(OnlyInCc, "I1", "join 1 InReplyTo Stranger")]
    [InlineData(AnnClaims, "S1", "new 1 Subject Customer")]
    [InlineData(AnnClaims, "M1", "new 1 ForeignId Customer")]
    [InlineData(AnnClaims, "Q1", "new 1 QuotedAddress Customer")]
    [InlineData(AnnClaims, "R1", "join 1 ReplyAddress Stranger", MailVerdict.Fail)]
    [InlineData(Ann, "I1", "join 1 InReplyTo Stranger", MailVerdict.Fail)]
    [InlineData(Ann, "S1", "new 1 Subject Customer", MailVerdict.Fail)]
    [InlineData(Ann, "I4", "new 4 InReplyTo Customer", MailVerdict.Fail)]
    [InlineData(Accepted, "M1", "new 1 ForeignId Customer", MailVerdict.Fail)]
    [InlineData($"{Ann},{Mallory}", "R1", "new 1 ReplyAddress Unknown")]
    [InlineData($"{Ann},{Mallory}", "", "new - None Unknown")]
    [InlineData("", "I1", "new 1 InReplyTo Unknown")]
    [InlineData("", "", "new - None Unknown")]
    public void A_mail_lands_where_its_sender_has_a_part(string from, string points, string expected, MailVerdict verdict = MailVerdict.None)
    {
        var decision = Threading.Decide(new ThreadFacts
        {
            Senders = from.Split(',', StringSplitOptions.RemoveEmptyEntries),
            Verdict = verdict,
            IsActiveAgent = from == Agent,
            Candidates = [.. points.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Candidate)],
        });

        Said(decision).ShouldBe(expected);
    }

    [Theory]
    [InlineData(MachineKind.None, Ann, "I4", "follow 4 InReplyTo Customer")]
    [InlineData(MachineKind.OutOfOffice, Ann, "I4", "join 4 InReplyTo Customer")]
    [InlineData(MachineKind.OutOfOffice, Ann, "S4", "join 4 Subject Customer")]
    [InlineData(MachineKind.OutOfOffice, "mailer-daemon@mx.example", "R4", "join 4 ReplyAddress Stranger")]
    [InlineData(MachineKind.OutOfOffice, Ann, "I1", "join 1 InReplyTo Customer")]
    [InlineData(MachineKind.Bounce, "mailer-daemon@mx.example", "I4", "join 4 InReplyTo Stranger")]
    [InlineData(MachineKind.Bounce, "mailer-daemon@mx.example", "S4", "new 4 Subject Customer")]
    [InlineData(MachineKind.Feedback, "abuse@mx.example", "F4", "join 4 References Stranger")]
    [InlineData(MachineKind.List, Ann, "I4", "follow 4 InReplyTo Customer")]
    [InlineData(MachineKind.List, Ann, "S4", "join 4 Subject Customer")]
    [InlineData(MachineKind.AutoReply, Ann, "I4", "follow 4 InReplyTo Customer")]
    [InlineData(MachineKind.AutoGenerated, Ann, "I4", "follow 4 InReplyTo Customer")]
    public void What_leaves_tickets_alone_follows_no_closed_one_up(MachineKind machine, string from, string points, string expected) =>
        Said(Threading.Decide(new ThreadFacts { Senders = [from], Machine = machine, Candidates = [Candidate(points)] })).ShouldBe(expected);

    [Theory]
    [InlineData(Mallory, "S1", 0, "new 1 Subject Customer")]
    [InlineData(Mallory, "S1", 19, "new 1 Subject Customer")]
    [InlineData(Mallory, "S1", 20, "new - None Customer")]
    [InlineData(Mallory, "M1", 20, "new - None Customer")]
    [InlineData(Mallory, "S1", 5_000, "new - None Customer")]
    [InlineData(Mallory, "R1", 5_000, "join 1 ReplyAddress Stranger")]
    [InlineData(Mallory, "I4", 5_000, "new 4 InReplyTo Customer")]
    [InlineData(Ann, "S1", 5_000, "join 1 Subject Customer")]
    [InlineData(Ann, "S6", 20, "new - None Customer")]
    public void Whoever_guesses_numbers_is_no_longer_shown_beside_them(string from, string points, int misses, string expected) =>
        Said(Threading.Decide(new ThreadFacts { Senders = [from], Misses = misses, Candidates = [Candidate(points)] })).ShouldBe(expected);

    [Fact]
    public void A_circle_of_merges_ends()
    {
        var loop = new ThreadTicket { Id = 7, Proven = [Ann], MergedInto = new ThreadTicket { Id = 8, MergedInto = new ThreadTicket { Id = 7, Proven = [Ann] } } };

        Threading.Decide(new ThreadFacts { Senders = [Ann], Candidates = [new(ThreadHint.Subject, loop)] }).TicketId.ShouldBe(8);
    }

    // In lower case: a mail that went to one agent alone (i, f), to the agent and the customer (c), to one who is no more (g).
    private static ThreadCandidate Candidate(string point)
    {
        var ticket = Tickets[point[1] - '0'];
        return point[0] switch
        {
            'R' => new(ThreadHint.ReplyAddress, ticket),
            'I' => new(ThreadHint.InReplyTo, ticket) { SentTo = ["bob@example.com"] },
            'F' => new(ThreadHint.References, ticket) { SentTo = ["bob@example.com"] },
            'M' => new(ThreadHint.ForeignId, ticket),
            'Q' => new(ThreadHint.QuotedAddress, ticket),
            'S' => new(ThreadHint.Subject, ticket),
            'i' => new(ThreadHint.InReplyTo, ticket) { SentTo = [Agent] },
            'f' => new(ThreadHint.References, ticket) { SentTo = [Agent] },
            'c' => new(ThreadHint.InReplyTo, ticket) { SentTo = [Agent, "bob@example.com"] },
            'g' => new(ThreadHint.InReplyTo, ticket) { SentTo = ["gone@desk.example"] },
            _ => throw new ArgumentOutOfRangeException(nameof(point), point, "No such hint."),
        };
    }

    private static string Said(ThreadDecision decision)
    {
        var landing = decision.Landing switch
        {
            ThreadLanding.NewTicket => "new",
            ThreadLanding.Join => "join",
            ThreadLanding.FollowUp => "follow",
        };
        return $"{landing} {(decision.TicketId ?? decision.RelatedId)?.ToString((IFormatProvider?)null) ?? "-"} {decision.Hint} {decision.Standing}";
    }
}
