using HelpDesk.Domain.Events;

namespace HelpDesk.Tests.Web.Api;

public sealed class CustomersApiTests
{
    private static readonly ApiScenario[] Records =
    [
        new("A record", "GET", "/customers/<ana>", null, 200)
        {
            Content =
            [
                "\"id\":\"<ana>\"", "\"name\":\"Ana\"", "\"emails\":[{\"address\":\"ana@example.com\",\"verified\":false,\"primary\":true}]", "\"phones\":[]", "\"company\":null",
                "\"language\":\"en\"", "\"timeZone\":null", "\"attributes\":{}", "\"blocked\":false", "\"mergedInto\":null",
            ],
            NotContent = ["externalId", "isSample", "identities"],
        },
        new("Corrected", "PATCH", "/customers/<ana>", """{"name":"Ana Ruiz","company":"Acme","language":"es","timeZone":"Europe/Madrid","blocked":true,"attributes":{"plan":"gold","seats":"7"}}""", 200)
        {
            Content = ["\"name\":\"Ana Ruiz\"", "\"company\":\"Acme\"", "\"language\":\"es\"", "\"timeZone\":\"Europe/Madrid\"", "\"blocked\":true", "\"attributes\":{\"plan\":\"gold\",\"seats\":\"7\"}"],
            Events = [EventType.CustomerChanged],
        },
        new("A field is taken away", "PATCH", "/customers/<ana>", """{"attributes":{"seats":null},"company":"","timeZone":"","blocked":false}""", 200)
        {
            Content = ["\"attributes\":{\"plan\":\"gold\"}", "\"company\":null", "\"timeZone\":null", "\"name\":\"Ana Ruiz\""],
        },
        new("Fields that are not for clients are ignored", "PATCH", "/customers/<ana>", """{"id":"cus_x","emails":[],"externalId":"7","mergedInto":"cus_y","firstSeenAt":"1999-01-01T00:00:00Z"}""", 200)
        {
            Content = ["\"id\":\"<ana>\"", "ana@example.com", "\"mergedInto\":null"],
            Events = [],
        },
        new("An unknown language", "PATCH", "/customers/<ana>", """{"name":"No","language":"xx"}""", 422) { Content = ["\"code\":\"language\""], Events = [] },
        new("An unknown time zone", "PATCH", "/customers/<ana>", """{"name":"No","timeZone":"Mars/Olympus"}""", 422) { Content = ["\"code\":\"time_zone\""], Events = [] },
        new("A nameless field", "PATCH", "/customers/<ana>", """{"name":"No","attributes":{" ":"x"}}""", 422) { Content = ["\"code\":\"empty\""], Events = [] },
        new("Too many fields", "PATCH", "/customers/<ana>", $$$"""{"name":"No","attributes":{{{{string.Join(',', Enumerable.Range(0, 61).Select(i => $"\"f{i}\":\"x\""))}}}}}""", 422) { Content = ["\"code\":\"too_many\""], Events = [] },
        new("Nothing of a refused change stays", "GET", "/customers/<ana>", null, 200) { Content = ["\"name\":\"Ana Ruiz\"", "\"attributes\":{\"plan\":\"gold\"}"] },
        new("A made-up id", "GET", "/customers/cus_aaaaaaaaaaaaaaaaaaaaaaaaaa", null, 404) { Content = ["\"code\":\"not_found\""] },
        new("A row id", "GET", "/customers/1", null, 404),
        new("Nobody to change", "PATCH", "/customers/1", """{"name":"No"}""", 404) { Events = [] },
        new("The agents", "GET", "/agents", null, 200)
        {
            Content = ["{\"id\":\"<bo>\",\"name\":\"Bo\",\"email\":\"Bo@desk.example\",\"role\":\"agent\",\"presence\":\"offline\",\"teams\":[\"<support>\"]}", "\"name\":\"Cy\"", "\"teams\":[]"],
            NotContent = ["capacity", "Login", "password", "isSample"],
        },
    ];

    [Fact]
    public async Task Records_are_read_and_corrected()
    {
        await using var desk = await ApiDesk.StartAsync();
        var token = await desk.TokenAsync(agent: desk.Bo);
        await desk.OpenAsync(token);
        var ana = (await desk.AskAsync("GET", "/api/v1/customers", token)).Json["items"]![0]!["id"]!.GetValue<string>();

        foreach (var scenario in Records)
        {
            await scenario.RunAsync(desk, token, ("ana", ana), ("bo", desk.Bo.PublicId), ("support", desk.Support.PublicId));
        }
    }
}
