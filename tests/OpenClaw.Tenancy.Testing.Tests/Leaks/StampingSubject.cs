namespace OpenClaw.Tenancy.Testing.Tests.Leaks;

/// <summary>Counts on each row how often it was asked for, by whomever.</summary>
public sealed class StampingSubject : MemorySubject
{
    private readonly Dictionary<(string Tenant, string Id), int> _asked = [];

    public StampingSubject() => OnAbsent = (_, _, rows) =>
    {
        foreach (Row row in rows)
        {
            _asked[(row.Tenant, row.Id)] = _asked.GetValueOrDefault((row.Tenant, row.Id)) + 1;
        }
    };

    public override ValueTask<IReadOnlyList<string>?> SnapshotAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        new([.. Rows.Select(r => $"{r} asked {_asked.GetValueOrDefault((r.Tenant, r.Id))}")]);
}
