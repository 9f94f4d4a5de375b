using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace HelpDesk.Migrations;

/// <summary>A statement in the hands of one user. Disposing of it gives the statement back instead of forgetting it.</summary>
/// <param name="statement">The statement, which nobody else uses meanwhile.</param>
/// <param name="giveBack">Takes it back.</param>
internal sealed class BorrowedStatement(SqliteCommand statement, Action<SqliteCommand> giveBack) : DbCommand
{
    private bool isBack;

    [AllowNull]
    public override string CommandText
    {
        get => statement.CommandText;
        set => statement.CommandText = value;
    }

    public override int CommandTimeout
    {
        get => statement.CommandTimeout;
        set => statement.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => statement.CommandType;
        set => statement.CommandType = value;
    }

    public override bool DesignTimeVisible
    {
        get => statement.DesignTimeVisible;
        set => statement.DesignTimeVisible = value;
    }

    public override UpdateRowSource UpdatedRowSource
    {
        get => statement.UpdatedRowSource;
        set => statement.UpdatedRowSource = value;
    }

    protected override DbConnection? DbConnection
    {
        get => statement.Connection;
        set => statement.Connection = (SqliteConnection?)value;
    }

    protected override DbParameterCollection DbParameterCollection => statement.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => statement.Transaction;
        set => statement.Transaction = (SqliteTransaction?)value;
    }

    public override void Cancel() => statement.Cancel();

    public override void Prepare() => statement.Prepare();

    public override int ExecuteNonQuery() => statement.ExecuteNonQuery();

    public override object? ExecuteScalar() => statement.ExecuteScalar();

    protected override DbParameter CreateDbParameter() => statement.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => statement.ExecuteReader(behavior);

    protected override void Dispose(bool disposing)
    {
        if (disposing && !isBack)
        {
            isBack = true;
            giveBack(statement);
        }

        base.Dispose(disposing);
    }
}
