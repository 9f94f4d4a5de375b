namespace HelpDesk.Web.Settings;

/// <summary>The part of the section <c>Mail:Outgoing</c> that every way of sending needs.</summary>
internal sealed record OutgoingMailOptions
{
    public const string Section = "Mail:Outgoing";

    /// <summary>The address mail comes from; empty takes <c>helpdesk@</c> and the host of <c>PublicUrl</c>.</summary>
    public string From { get; init; } = "";
}
