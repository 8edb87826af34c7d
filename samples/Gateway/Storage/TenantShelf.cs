namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>The sessions of one tenant, oldest first.</summary>
public sealed class TenantShelf
{
    private readonly SortedList<long, SessionRow> _sessions = [];
    private long _sequence;

    public long NextSequence() => ++_sequence;

    public void Add(SessionRow row) => _sessions.Add(row.Sequence, row);

    public void Remove(SessionRow row) => _sessions.Remove(row.Sequence);

    public IEnumerable<SessionRow> NewestFirst(long? before)
    {
        for (int i = _sessions.Count - 1; i >= 0; i--)
        {
            SessionRow row = _sessions.GetValueAtIndex(i);
            if (before is null || row.Sequence < before)
            {
                yield return row;
            }
        }
    }
}
