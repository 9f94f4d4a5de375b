using System.Globalization;
using System.Text;
using QRCoder;

namespace HelpDesk.Web.Features.Widgets;

/// <summary>A QR code as one path of squares, to be drawn in a box of <paramref name="Size"/> units (ISO/IEC 18004).</summary>
/// <param name="Size">Modules a side, the quiet zone included.</param>
/// <param name="Path">Data of an SVG path.</param>
internal sealed record QrSquares(int Size, string Path)
{
    public static QrSquares Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var row = 0; row < data.ModuleMatrix.Count; row++)
        {
            for (var column = 0; column < data.ModuleMatrix[row].Length; column++)
            {
                if (data.ModuleMatrix[row][column])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{column} {row}h1v1h-1z");
                }
            }
        }

        return new QrSquares(data.ModuleMatrix.Count, path.ToString());
    }
}
