using HelpDesk.Domain.Customers;
using HelpDesk.Web.Features.Customers;
using HelpDesk.Web.Ui.Texts;

namespace HelpDesk.Tests.Web.Features;

public sealed class MergePreviewTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_survivors_values_win_and_empty_ones_are_filled()
    {
        var survivor = Record("Ann", company: null, attributes: new() { ["plan"] = "gold" }, addresses: ["ann@example.com"]);
        var gone = Record("Anna", company: "Acme", externalId: "u2", attributes: new() { ["plan"] = "free", ["city"] = "Vienna" }, addresses: ["ann@example.com", "anna@example.com"]);

        var lines = MergePreview.Of(new JsonLocalizer(), survivor, gone).ToDictionary(line => line.Label, line => (line.Kept, line.Dropped));

        lines["Name"].ShouldBe(("Ann", "Anna"));
        lines["E-mail"].ShouldBe(("ann@example.com, anna@example.com", null));
        lines["Company"].ShouldBe(("Acme", null));
        lines["Your id"].ShouldBe(("u2", null));
        lines["plan"].ShouldBe(("gold", "free"));
        lines["city"].ShouldBe(("Vienna", null));
        lines.Keys.ShouldNotContain("Phone");
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("u1", null, false)]
    [InlineData("u1", "u1", false)]
    [InlineData("u1", "u2", true)]
    public void Two_ids_of_your_own_system_are_two_people(string? one, string? other, bool areTwo) =>
        MergePreview.AreTwo(Record("Ann", externalId: one), Record("Ann", externalId: other)).ShouldBe(areTwo);

    [Fact]
    public void The_record_that_is_known_best_stays()
    {
        var older = Record("Ann", firstSeen: Now.AddDays(-9));
        MergePreview.StaysFirst(older, Record("Ann")).ShouldBeTrue();
        MergePreview.StaysFirst(older, Record("Ann", addresses: ["ann@example.com"])).ShouldBeFalse("a proven address");
        MergePreview.StaysFirst(Record("Ann", externalId: "u1"), Record("Ann", addresses: ["ann@example.com"])).ShouldBeTrue("your own system knows them");
    }

    private static CustomerRecord Record(
        string name, string? company = null, string? externalId = null, Dictionary<string, string>? attributes = null, string[]? addresses = null, DateTimeOffset? firstSeen = null) => new(
        1, "cus_x", name, "en", null, company, externalId, false, firstSeen ?? Now, Now, attributes ?? [],
        [.. (addresses ?? []).Select((address, at) => new AddressView(at, IdentityType.Email, address, at == 0, true, false))], [], [], null, null);
}
