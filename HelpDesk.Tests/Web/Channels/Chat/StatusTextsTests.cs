using HelpDesk.Domain.Chat;
using HelpDesk.Web.Channels.Chat;

namespace HelpDesk.Tests.Web.Channels.Chat;

public sealed class StatusTextsTests
{
    /// <summary>A Friday evening in Madrid.</summary>
    private static readonly DateTimeOffset Now = new(2026, 3, 6, 19, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", 0, "tomorrow 09:00")]
    [InlineData("es", 0, "mañana 09:00")]
    [InlineData("fr", 0, "demain à 09:00")]
    [InlineData("en", -1, "today 09:00")]
    [InlineData("es", -1, "hoy 09:00")]
    [InlineData("fr", -1, "aujourd’hui à 09:00")]
    [InlineData("en", 2, "Monday 09:00")]
    [InlineData("es-MX", 2, "el lunes 09:00")]
    [InlineData("fr_CA", 2, "lundi à 09:00")]
    [InlineData("en", 6, "13 March, 09:00")]
    [InlineData("es", 6, "el 13 de marzo, 09:00")]
    [InlineData("fr", 25, "le 1er avril à 09:00")]
    [InlineData("de", 0, "tomorrow 09:00")]
    [InlineData(null, 0, "tomorrow 09:00")]
    public void Says_when_it_opens_in_the_readers_language(string? language, int days, string text)
    {
        var opensAt = new DateTimeOffset(2026, 3, 7, 8, 0, 0, TimeSpan.Zero).AddDays(days);
        var local = days > 20 ? opensAt.AddHours(-1) : opensAt;

        StatusTexts.Opens(Closed(local), language, "Europe/Madrid", Now).ShouldBe(text);
    }

    [Theory]
    [InlineData("Europe/Madrid", "tomorrow 09:00")]
    [InlineData("America/Mexico_City", "tomorrow 02:00")]
    [InlineData("Pacific/Auckland", "today 21:00")]
    [InlineData("Asia/Kathmandu", "today 13:45")]
    [InlineData(null, "tomorrow 08:00")]
    [InlineData("Mars/Olympus", "tomorrow 08:00")]
    public void Says_it_in_the_readers_time_zone(string? zone, string text) =>
        StatusTexts.Opens(Closed(new(2026, 3, 7, 8, 0, 0, TimeSpan.Zero)), "en", zone, Now).ShouldBe(text);

    [Theory]
    [InlineData("en", 10, "Usually replies at once")]
    [InlineData("en", 240, "Usually replies in a few minutes")]
    [InlineData("es", 240, "Suele responder en unos minutos")]
    [InlineData("fr", 240, "Répond en général en quelques minutes")]
    [InlineData("es", 601, "Suele responder en unos 15 minutos")]
    [InlineData("en", 3600, "Usually replies in about an hour")]
    [InlineData("fr", 7200, "Répond en général en 2 heures environ")]
    [InlineData("es", 86400, "Suele responder en un día")]
    [InlineData("en", 172800, "Usually replies in about 2 days")]
    public void Says_how_soon_somebody_answers(string language, int seconds, string text)
    {
        var reply = ReplyEstimate.From(TimeSpan.FromSeconds(seconds), []);

        StatusTexts.Eta(new Availability(AvailabilityState.Online, reply, null), language).ShouldBe(text);
    }

    [Fact]
    public void Says_nothing_that_is_not_known()
    {
        StatusTexts.Eta(Closed(Now), "en").ShouldBeNull();
        StatusTexts.Opens(new Availability(AvailabilityState.Away, null, null), "en", null, Now).ShouldBeNull();
    }

    private static Availability Closed(DateTimeOffset opensAt) => new(AvailabilityState.Closed, null, opensAt);
}
