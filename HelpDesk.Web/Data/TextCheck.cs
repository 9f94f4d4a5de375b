using System.Buffers;
using System.Text;

namespace HelpDesk.Web.Data;

/// <summary>Tells, block by block, whether content is text: valid UTF-8 without control characters.</summary>
internal sealed class TextCheck
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(code => code is not ('\t' or '\n' or '\r' or '\f')).Select(code => (byte)code), 0x7F]);

    private readonly Decoder decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
    private readonly char[] letters = new char[4096];
    private bool valid = true;

    /// <summary>True when everything taken so far is text and no letter is cut off at the end.</summary>
    public bool IsText => valid && Decode([], flush: true);

    public void Take(ReadOnlySpan<byte> block) => valid = valid && !block.ContainsAny(Controls) && Decode(block, flush: false);

    private bool Decode(ReadOnlySpan<byte> block, bool flush)
    {
        try
        {
            var done = false;
            while (!done)
            {
                decoder.Convert(block, letters, flush, out var used, out _, out done);
                block = block[used..];
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
