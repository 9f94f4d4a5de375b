namespace HelpDesk.Domain.Email;

/// <summary>Folds blocks of lines that begin with "&gt;".</summary>
internal static class QuoteBlocks
{
    /// <summary>
    /// One block is the mail that is answered, above or below the answer. Several with an answer below each are a mail
    /// answered point by point: without the questions nobody understands it, so those stay visible.
    /// </summary>
    public static void Fold(TextLines lines)
    {
        var blocks = Find(lines);
        var interleaved = blocks.Count(block => block.IsAnswered) > 1;
        foreach (var block in blocks.Where(block => !interleaved || !block.IsAnswered))
        {
            lines.Fold(block.From, block.To);
        }
    }

    private static List<Block> Find(TextLines lines)
    {
        var blocks = new List<Block>();
        for (var at = 0; at < lines.Count; at++)
        {
            if (lines.IsQuoted(at))
            {
                Extend(blocks, at);
            }
            else if (lines.IsOwn(at) && blocks.Count > 0)
            {
                blocks[^1].IsAnswered = true;
            }
        }

        return blocks;
    }

    private static void Extend(List<Block> blocks, int at)
    {
        if (blocks.Count == 0 || blocks[^1].IsAnswered)
        {
            blocks.Add(new Block { From = at });
        }

        blocks[^1].To = at + 1;
    }

    private sealed class Block
    {
        public required int From { get; init; }

        public int To { get; set; }

        public bool IsAnswered { get; set; }
    }
}
