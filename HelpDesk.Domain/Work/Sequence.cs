namespace HelpDesk.Domain.Work;

/// <summary>Numbers that people see: counted up, never given twice, whatever is deleted.</summary>
public sealed class Sequence
{
    /// <summary>The numbers of tickets.</summary>
    public const string Tickets = "tickets";

    private Sequence()
    {
    }

    public Sequence(string name, long last)
    {
        Name = name;
        Last = last;
    }

    public string Name { get; private set; } = "";

    /// <summary>The number given out last.</summary>
    public long Last { get; private set; }

    /// <summary>The next number.</summary>
    public long Next() => ++Last;
}
