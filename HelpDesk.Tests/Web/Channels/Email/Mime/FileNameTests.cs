using System.Text;

namespace HelpDesk.Tests.Web.Channels.Email.Mime;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("filename=a.pdf", "a.pdf")]
    [InlineData("filename=my file.pdf; size=1", "my file.pdf")]
    [InlineData("filename=\"my; file.pdf\"", "my; file.pdf")]
    [InlineData("filename=\"=?utf-8?Q?caf=C3=A9.pdf?=\"", "café.pdf")]
    [InlineData("filename==?utf-8?Q?caf=C3=A9.pdf?=", "café.pdf")]
    [InlineData("filename*=utf-8''caf%C3%A9.pdf", "café.pdf")]
    [InlineData("filename*=iso-8859-1'fr'caf%E9.pdf", "café.pdf")]
    [InlineData("filename=b.pdf; filename*=utf-8''caf%C3%A9.pdf", "café.pdf")]
    [InlineData("filename*0*=utf-8''caf%C3; filename*1*=%A9; filename*2=\".pdf\"", "café.pdf")]
    [InlineData("filename*1=b.pdf; filename*0=a", "ab.pdf")]
    [InlineData("filename*0*=utf-8''a; filename*0*=b; filename*x=c; filename*2=d", "ad")]
    [InlineData("filename*=caf%C3%A9.pdf", "café.pdf")]
    [InlineData("filename*=utf-8''100%.pdf", "100%.pdf")]
    [InlineData("filename=\"caf\xC3\xA9.pdf\"", "café.pdf")]
    [InlineData("filename=\"caf\xE9.pdf\"", "café.pdf")]
    [InlineData("filename=\"a.pdf", "a.pdf")]
    [InlineData("(a comment) filename=a.pdf", "a.pdf")]
    [InlineData("size=\"1\" filename=a.pdf", "a.pdf")]
    [InlineData("filename=a.pdf; filename=b.pdf", "a.pdf")]
    public void A_name_is_read(string parameters, string name) => Name(parameters).ShouldBe(name);

    [Theory]
    [InlineData("filename=\"../../etc/passwd\"", "passwd")]
    [InlineData("filename=\"..\\\\..\\\\x\"", "x")]
    [InlineData("filename=\"C:\\temp\\a.pdf\"", "a.pdf")]
    [InlineData("filename=CON", "_CON")]
    [InlineData("filename=\"a\0.png\"", "a.png")]
    [InlineData("filename*=utf-8''a%E2%80%AEexe.fdp", "aexe.fdp")]
    [InlineData("filename*=utf-8''a%0D%0Ab.pdf", "a b.pdf")]
    [InlineData("filename=.htaccess", "htaccess")]
    [InlineData("filename=\"\"", "")]
    [InlineData("filename=\"  \"", "")]
    [InlineData("", "")]
    public void A_name_does_no_harm(string parameters, string name) => Name(parameters).ShouldBe(name);

    [Theory]
    [InlineData("a")]
    [InlineData("%C3%A9")]
    public void A_name_is_no_longer_than_file_systems_take(string letter)
    {
        var name = Name($"filename*=utf-8''{Eml.Times(letter, 4_000)}.pdf");

        name.ShouldEndWith(".pdf");
        Encoding.UTF8.GetByteCount(name).ShouldBeInRange(250, 255);
    }

    [Fact]
    public void A_name_may_come_in_very_many_pieces() =>
        Name(string.Concat(Enumerable.Range(0, 3_500).Select(i => $"filename*{i}=a;"))).Length.ShouldBe(255);

    private static string Name(string parameters) =>
        Eml.ReadRaw($"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; {parameters}\r\n\r\nx").Files.ShouldHaveSingleItem().Name;
}
