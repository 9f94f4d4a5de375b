using HelpDesk.Web.Ui;

namespace HelpDesk.Tests.Web.Ui;

public sealed class PlainHttpTests
{
    [Theory]
    [InlineData("http://192.168.1.20:5080/", true)]
    [InlineData("http://desk.example.com/", true)]
    [InlineData("https://desk.example.com/", false)]
    [InlineData("http://localhost:5080/", false)]
    [InlineData("http://127.0.0.1:5080/", false)]
    [InlineData("http://[::1]:5080/", false)]
    public void Administrators_are_told_when_others_can_read_along(string address, bool told) => PlainHttp.IsReadable(address).ShouldBe(told);
}
