using Gateway.Tests.Support;

namespace Gateway.Tests.Histories;

/// <summary>One random history of eight tenants: each step does something to the gateway, and holds its answer against the oracle's.</summary>
internal sealed class History : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Random _random;
    private readonly Func<Task>[] _steps;
    private HistorySteps _act = null!;

    public History(int seed)
    {
        _random = new Random(seed);
        Oracle = new Oracle(Enumerable.Range(0, 8).Select(static i => $"house-{i}"));
        _steps =
        [
            () => _act.CreateAsync(Any()), () => _act.CreateAsync(Any()),
            () => _act.ReadAsync(Any(), Session()), () => _act.ReadAsync(Any(), Session()), () => _act.ReadAsync(Any(), Session()),
            () => _act.ListAsync(Any()), () => _act.ListAsync(Any()),
            () => _act.ChatAsync(Any(), Session()),
            () => _act.DeleteAsync(Any(), Session()),
            () => _act.DelegateAsync(Any(), _random.Next(2) == 0 ? ["read"] : ["read", "write"]),
            () => OfKey(_act.RevokeAsync),
            () => OfKey(_act.RotateAsync),
            () => _act.SuspendOrResumeAsync(Oracle.Tenants[_random.Next(Oracle.Tenants.Length)]),
            () => _act.OpenGlassAsync(Oracle.Tenants[_random.Next(Oracle.Tenants.Length)]),
            () => _act.EndGrantAsync(Grant()),
            () => _act.ApproveAsync(Any(), Oracle.Tenants[_random.Next(Oracle.Tenants.Length)]),
        ];
    }

    public Oracle Oracle { get; }

    /// <summary>How many answers of each status there were.</summary>
    public IReadOnlyDictionary<int, int> Seen => _act.Seen;

    public async Task PlayAsync(int steps)
    {
        await StartAsync();
        foreach (string tenant in Oracle.Tenants)
        {
            await _act.RegisterAsync(tenant);
        }

        int restart = _random.Next(steps);
        for (int step = 0; step < steps; step++)
        {
            if (step == restart)
            {
                await _act.DisposeAsync();
                await StartAsync();
            }

            await _steps[_random.Next(_steps.Length)]();
        }

        // At the end everybody looks at everything.
        foreach (Credential credential in Oracle.Credentials.ToArray())
        {
            await _act.ListAsync(credential);
            foreach (KnownSession session in Oracle.Sessions)
            {
                await _act.ReadAsync(credential, session);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _act.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAsync() => _act = new HistorySteps(await RunningGateway.StartInAsync(_folder.Path), Oracle, _act?.Seen);

    // Mostly somebody who still lives: most credentials of a long history do not.
    private Credential Any()
    {
        Credential[] alive = [.. Oracle.Credentials.Where(Oracle.IsAlive)];
        return _random.Next(4) == 0 || alive.Length == 0 ? Oracle.Credentials[_random.Next(Oracle.Credentials.Count)] : alive[_random.Next(alive.Length)];
    }

    private Task OfKey(Func<Credential, Credential?, Task> act)
    {
        Credential? key = Key();
        return act(Near(key), key);
    }

    // Every second time an admin of the key's own tenant: of eight tenants' callers hardly one may.
    private Credential Near(Credential? key) =>
        _random.Next(2) == 0 && Oracle.Credentials.LastOrDefault(c => c.Tenant == key?.Tenant && c.Rights.Contains("admin") && Oracle.IsAlive(c)) is { } admin ? admin : Any();

    private KnownSession Session() => Oracle.Sessions[_random.Next(Oracle.Sessions.Count)];

    private Credential? Key() => Last(CredentialKind.Key);

    private Credential? Grant() => Last(CredentialKind.Grant);

    private Credential? Last(CredentialKind kind)
    {
        Credential[] all = [.. Oracle.Credentials.Where(c => c.Kind == kind)];
        return all.Length == 0 ? null : all[_random.Next(all.Length)];
    }
}
