namespace HelpDesk.Web.Ui;

/// <summary>Whether somebody on the way could read along: plain http to anything but this very machine.</summary>
internal static class PlainHttp
{
    public static bool IsReadable(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback;
}
