using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Settings;

/// <summary>The setting <c>PublicUrl</c>.</summary>
internal sealed record PublicUrlOptions
{
    [RegularExpression("(https?://[^/?#]+(/[^?#]*)?)?", ErrorMessage = "PublicUrl begins with http:// or https://, for example https://help.example.com")]
    public string PublicUrl { get; init; } = "";
}

/// <summary>
/// The address that links in mails lead to: the one that was set, else the one the server listens on. Never what a
/// request says of itself, because its sender can say anything.
/// </summary>
internal sealed class PublicAddress(IOptionsMonitor<PublicUrlOptions> options, IServer server)
{
    private const string WhenNothingListens = "http://localhost:5080";

    /// <summary>Without a slash at its end.</summary>
    public string Root => options.CurrentValue.PublicUrl is { Length: > 0 } set ? set.TrimEnd('/') : Listening();

    /// <summary>The address of a page.</summary>
    /// <param name="path">Begins with a slash.</param>
    public string To(string path) => Root + path;

    private string Listening()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? WhenNothingListens;
        var url = address.Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal);
        var built = new UriBuilder(url);
        built.Host = built.Host is "0.0.0.0" or "[::]" ? "localhost" : built.Host;
        return built.Uri.ToString().TrimEnd('/');
    }
}
