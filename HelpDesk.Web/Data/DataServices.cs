using HelpDesk.Migrations;
using HelpDesk.Web.Data.Demo;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HelpDesk.Web.Data;

/// <summary>Registers the data folder, the database of the chosen provider and the writer.</summary>
internal static class DataServices
{
    public static IServiceCollection AddData(this IServiceCollection services, DataFolder folder, IConfiguration configuration)
    {
        var options = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(folder);
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(folder.Keys)).SetApplicationName("HelpDesk");
        services.AddSingleton<Files>();
        services.AddSingleton(_ => DataLock.Take(folder));
        services.AddSingleton<StartupMigration>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<Writer>();
        services.AddSingleton<EventTail>();
        services.AddSingleton<DemoWorld>();
        services.AddHostedService(provider => provider.GetRequiredService<EventTail>());
        return options.IsPostgres ? services.AddPostgres(options) : services.AddSqlite(folder, options);
    }

    private static IServiceCollection AddSqlite(this IServiceCollection services, DataFolder folder, DatabaseOptions options)
    {
        var connection = new SqliteConnectionStringBuilder(options.Connection)
        {
            ForeignKeys = true,

            // Seconds a command waits for a lock that another process holds.
            DefaultTimeout = 30,
        };
        connection.DataSource = connection.DataSource.Length > 0 ? connection.DataSource : folder.Database;
        services.AddPooledDbContextFactory<SqliteDb>(builder => builder.UseSqlite(connection.ConnectionString).AddInterceptors(SqliteDb.Keeper));
        return services.AddSingleton<IDbContextFactory<HelpDeskDb>, DatabaseFactory<SqliteDb>>();
    }

    private static IServiceCollection AddPostgres(this IServiceCollection services, DatabaseOptions options)
    {
        services.AddPooledDbContextFactory<PostgresDb>(builder => builder.UseNpgsql(options.Connection));
        return services.AddSingleton<IDbContextFactory<HelpDeskDb>, DatabaseFactory<PostgresDb>>();
    }
}
