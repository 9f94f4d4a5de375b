using System.Text;
using HelpDesk.Web.Channels.Email.Mime;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

/// <summary>Mails written for a test: each letter up to U+00FF is one byte, lines end as mails' lines do.</summary>
internal static class Eml
{
    private static readonly MimeReader Reader = new();

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n"));

    public static ReadMail Read(string text) => Reader.Read(Bytes(text));

    /// <summary>As it is, line ends and all.</summary>
    public static ReadMail ReadRaw(string text) => Reader.Read(Encoding.Latin1.GetBytes(text));

    public static string Times(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
