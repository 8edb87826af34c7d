namespace Gateway.Tests.Histories;

/// <summary>What histories that are played at once let each other see: whose sessions there are, and whose credentials. Safe for use by many threads.</summary>
internal sealed class Board
{
    private readonly Lock _lock = new();
    private readonly List<Credential> _credentials = [];
    private readonly List<KnownSession> _sessions = [];
    private int _suspended;

    /// <summary>Whether any tenant is suspended now.</summary>
    public bool AnySuspended => Volatile.Read(ref _suspended) > 0;

    public void Add(Credential credential)
    {
        lock (_lock)
        {
            _credentials.Add(credential);
        }
    }

    public void Add(KnownSession session)
    {
        lock (_lock)
        {
            _sessions.Add(session);
        }
    }

    public void Suspend() => Interlocked.Increment(ref _suspended);

    public void Resume() => Interlocked.Decrement(ref _suspended);

    public KnownSession AnySession(Random random)
    {
        lock (_lock)
        {
            return _sessions[random.Next(_sessions.Count)];
        }
    }

    public Credential AnyCredential(Random random)
    {
        lock (_lock)
        {
            return _credentials[random.Next(_credentials.Count)];
        }
    }
}
