using System.ComponentModel.DataAnnotations;

namespace HelpDesk.Web.Data;

/// <summary>The section <c>Database</c>.</summary>
internal sealed record DatabaseOptions
{
    public const string Section = "Database";

    [AllowedValues("sqlite", "postgres", ErrorMessage = "Database:Provider is sqlite or postgres, for example HELPDESK__Database__Provider=postgres")]
    public string Provider { get; init; } = "sqlite";

    /// <summary>For postgres: <c>Host=…;Database=…;Username=…;Password=…</c>. For sqlite left empty: the file in the data folder.</summary>
    public string Connection { get; init; } = "";

    public bool IsPostgres => Provider == "postgres";
}
