namespace OpenClaw.Tenancy.Testing.Chaos;

/// <summary>What the calls of one registration gave first, so that it can be given again when it is old. Safe for use by many threads.</summary>
internal sealed class ChaosMemory
{
    /// <summary>How many answers are kept, of which the oldest makes room, and how many items of a stream.</summary>
    internal const int Most = 1000;

    private readonly Lock _lock = new();
    private readonly List<ChaosAnswer> _first = [];

    internal void Keep(ChaosAnswer answer)
    {
        lock (_lock)
        {
            if (_first.Exists(f => f.Question.IsSame(answer.Question)))
            {
                return;
            }

            if (_first.Count == Most)
            {
                _first.RemoveAt(0);
            }

            _first.Add(answer);
        }
    }

    internal ChaosAnswer? Find(ChaosQuestion question)
    {
        lock (_lock)
        {
            return _first.Find(f => f.Question.IsSame(question));
        }
    }
}
