using System.Reflection;

namespace OpenClaw.Tenancy.Testing.Chaos;

/// <summary>What calls gave first, so that it can be given again when it is old. Safe for use by many threads.</summary>
internal sealed class ChaosMemory
{
    private const int MostAnswers = 1000;

    private readonly Lock _lock = new();
    private readonly List<(MethodInfo Method, object?[] Arguments, object? Answer)> _first = [];

    internal void Keep(MethodInfo method, object?[] arguments, object? answer)
    {
        lock (_lock)
        {
            if (_first.Count < MostAnswers && Find(method, arguments) < 0)
            {
                _first.Add((method, [.. arguments], answer));
            }
        }
    }

    internal bool TryRecall<TResult>(MethodInfo method, object?[] arguments, out TResult answer)
    {
        lock (_lock)
        {
            int place = Find(method, arguments);
            answer = place < 0 ? default! : (TResult)_first[place].Answer!;
            return place >= 0;
        }
    }

    // Who gives up when is no part of what was asked.
    private int Find(MethodInfo method, object?[] arguments) => _first.FindIndex(f =>
        f.Method == method && f.Arguments.Zip(arguments).All(static pair => pair.First is CancellationToken || Equals(pair.First, pair.Second)));
}
