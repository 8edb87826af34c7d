using System.Collections.Concurrent;

namespace Gateway.Tests.Support;

/// <summary>Which methods of the stores were called since the last look.</summary>
public sealed class Calls
{
    private readonly ConcurrentQueue<string> _calls = new();

    public void Add(string call) => _calls.Enqueue(call);

    public string[] Take()
    {
        string[] taken = [.. _calls];
        _calls.Clear();
        return taken;
    }
}
