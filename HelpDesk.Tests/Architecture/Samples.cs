namespace HelpDesk.Tests.Architecture;

/// <summary>Every way in which one type can use another, for the proof that the architecture tests see it.</summary>
internal static class Samples
{
    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class ForbiddenAttribute : Attribute;

    internal sealed class Forbidden
    {
        public static int Count => 1;
    }

    internal sealed class InABody
    {
        public static int Total() => Forbidden.Count + 1;
    }

    internal sealed class InALambdaOfAnAsyncMethod
    {
        public static async Task<int> TotalAsync(IEnumerable<int> numbers)
        {
            await Task.Yield();
            return numbers.Sum(number => number + Forbidden.Count);
        }
    }

    internal sealed class AsAGenericArgument
    {
        public static object All() => Array.Empty<List<Forbidden>>();
    }

    internal sealed class AsAParameter
    {
        public static bool Is(Forbidden? forbidden) => forbidden is null;
    }

    [Forbidden]
    internal sealed class AsAnAttribute;
}
