using System.Globalization;
using System.Reflection;
using HelpDesk.Web.Data;
using Microsoft.Extensions.Options;

namespace HelpDesk.Web.Settings;

/// <summary>Builds the layers of configuration in the contract's order and registers what reads them.</summary>
internal static class SettingsServices
{
    /// <summary>Replaces the host's sources: nothing is read from the current folder.</summary>
    public static WebApplicationBuilder AddSettings(this WebApplicationBuilder builder, DataFolder folder, string[] args)
    {
        var layer = new DatabaseSettings();
        var strongest = new ConfigurationBuilder().AddEnvironment().AddCommandLine(args).Build();
        builder.Configuration.Sources.Clear();
        builder.Configuration
            .AddEnvironmentVariables("DOTNET_")
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddJsonStream(Defaults())
            .AddJsonFile(folder.Settings, optional: true, reloadOnChange: false)
            .Add(layer)
            .AddConfiguration(strongest);
        builder.Services.AddSingleton(layer);
        builder.Services.AddSingleton(new FixedSettings(strongest));
        builder.Services.AddSingleton<SettingsCache>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<SettingsCache>());
        builder.Services.AddSingleton<Policies>();
        builder.Services.AddOptions<ChatOptions>().BindConfiguration(ChatOptions.Section)
            .Validate(HasWholeSeconds, "Every duration under Chat is at least one second, for example Chat:EndAfter=00:30:00").ValidateOnStart();
        builder.Services.AddOptions<TicketOptions>().BindConfiguration(TicketOptions.Section)
            .Validate(options => options.CloseSolvedAfter >= TimeSpan.FromSeconds(1), "Tickets:CloseSolvedAfter is at least one second, for example 4.00:00:00")
            .ValidateOnStart();
        builder.Services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section);
        builder.Services.AddSingleton<MailSwitches>();
        builder.Services.AddOptions<LimitsOptions>().BindConfiguration(LimitsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<PublicUrlOptions>().BindConfiguration("").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<PublicAddress>();
        builder.Services.AddOptions<ProxiesOptions>().BindConfiguration(ProxiesOptions.Section)
            .Validate(options => options.IsValid, "Proxies:Trusted is a list of addresses or networks, for example [\"10.0.0.0/8\"]").ValidateOnStart();
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxiesOptions>>((headers, proxies) => proxies.Value.Apply(headers));
        return builder;
    }

    private static bool HasWholeSeconds(ChatOptions options) => typeof(ChatOptions).GetProperties()
        .Where(property => property.PropertyType == typeof(TimeSpan))
        .All(property => (TimeSpan)property.GetValue(options)! >= TimeSpan.FromSeconds(1));

    private static Stream Defaults() => Assembly.GetExecutingAssembly().GetManifestResourceStream("appsettings.json")
        ?? throw new InvalidOperationException("The program carries no defaults.");

    // HELPDESK__Chat__EndAfter, and HELPDESK__Mail__Outgoing__Password_FILE=/run/secrets/smtp for secrets in files.
    private static IConfigurationBuilder AddEnvironment(this IConfigurationBuilder configuration)
    {
        const string prefix = "HELPDESK__";
        const string file = "_FILE";
        var secrets = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Select(entry => (Name: (string)entry.Key, Value: Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? ""))
            .Where(entry => entry.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && entry.Name.EndsWith(file, StringComparison.Ordinal))
            .ToDictionary(
                entry => entry.Name[prefix.Length..^file.Length].Replace("__", ":", StringComparison.Ordinal),
                string? (entry) => File.ReadAllText(entry.Value).TrimEnd('\r', '\n'));
        return configuration.AddEnvironmentVariables(prefix).AddInMemoryCollection(secrets);
    }
}
