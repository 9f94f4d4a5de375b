using System.Reflection;
using HelpDesk.Domain.Tickets;
using HelpDesk.Migrations;

namespace HelpDesk.Tests.Architecture;

/// <summary>Who may import whom, by the folders of the web project and by the arrows between the projects.</summary>
public sealed class ArchitectureTests
{
    private const string Web = "HelpDesk.Web.";

    private static readonly Assembly WebAssembly = typeof(Program).Assembly;
    private static readonly Assembly DomainAssembly = typeof(Ticket).Assembly;

    [Theory]
    [InlineData("Channels", "Features", "Api", "Jobs")]
    [InlineData("Actions", "Features", "Api", "Channels")]
    [InlineData("Api", "Features")]
    [InlineData("Intake", "Channels", "Features")]
    [InlineData("Outbox", "Channels", "Features")]
    public void A_folder_does_not_reach_upwards(string folder, params string[] forbidden) =>
        Uses(TypesIn(WebAssembly, Web + folder))
            .Where(use => forbidden.Any(name => IsIn(use.Used, Web + name)))
            .Select(use => $"{use.User} uses {use.Used}")
            .ShouldBeEmpty();

    /// <summary>The pages that stand beside the features compose them.</summary>
    [Fact]
    public void A_feature_does_not_use_another_feature() =>
        Uses(TypesIn(WebAssembly, Web + "Features"))
            .Where(use => IsIn(use.Used, Web + "Features") && FeatureOf(use.Used) is { } used && FeatureOf(use.User) is { } user && used != user)
            .Select(use => $"{use.User} uses {use.Used}")
            .ShouldBeEmpty();

    [Fact]
    public void The_domain_stands_on_the_base_class_library_alone() =>
        DomainAssembly.GetReferencedAssemblies()
            .Select(assembly => assembly.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void The_domain_reads_no_file_and_no_network() =>
        Uses(TypesIn(DomainAssembly, "HelpDesk.Domain"))
            .Where(use => IsIn(use.Used, "System.IO") || IsIn(use.Used, "System.Net.Http") || IsIn(use.Used, "System.Net.Sockets"))
            .Select(use => $"{use.User} uses {use.Used}")
            .ShouldBeEmpty();

    [Fact]
    public void The_schema_does_not_know_the_web() =>
        typeof(HelpDeskDb).Assembly.GetReferencedAssemblies()
            .Select(assembly => assembly.Name)
            .ShouldNotContain(WebAssembly.GetName().Name);

    [Theory]
    [InlineData(typeof(Samples.InABody))]
    [InlineData(typeof(Samples.InALambdaOfAnAsyncMethod))]
    [InlineData(typeof(Samples.AsAGenericArgument))]
    [InlineData(typeof(Samples.AsAParameter))]
    [InlineData(typeof(Samples.AsAnAttribute))]
    public void These_tests_see_a_type_wherever_it_is_used(Type sample) =>
        TypeUse.Of(sample).ShouldContain(used => used == typeof(Samples.Forbidden) || used == typeof(Samples.ForbiddenAttribute));

    private static IEnumerable<(Type User, Type Used)> Uses(IEnumerable<Type> types) =>
        types.SelectMany(type => TypeUse.Of(type).Select(used => (type, used)));

    private static IEnumerable<Type> TypesIn(Assembly assembly, string folder) =>
        assembly.GetTypes().Where(type => !type.IsNested && IsIn(type, folder));

    private static bool IsIn(Type type, string folder) =>
        type.Namespace == folder || type.Namespace?.StartsWith(folder + ".", StringComparison.Ordinal) == true;

    private static string? FeatureOf(Type type) =>
        type.Namespace!.Split('.') is [_, _, _, var feature, ..] ? feature : null;
}
