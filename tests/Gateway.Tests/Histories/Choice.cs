namespace Gateway.Tests.Histories;

/// <summary>Chooses at random who does a step, and to what; what a step needs and there is none of, it has made.</summary>
internal sealed class Choice(Asker asker, SessionSteps sessions, KeySteps keys, TenantSteps tenants, Random random)
{
    private static readonly CredentialKind[] OfTenants = [CredentialKind.Token, CredentialKind.Acting, CredentialKind.Key];

    private Oracle Oracle => asker.Oracle;

    public bool Coin() => random.Next(2) == 0;

    public T One<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    /// <summary>Mostly somebody who still lives: most credentials of a long history do not.</summary>
    public Credential Any()
    {
        Credential[] alive = [.. Oracle.Credentials.Where(Oracle.IsAlive)];
        return random.Next(4) == 0 || alive.Length == 0 ? One(Oracle.Credentials) : One(alive);
    }

    /// <summary>A tenant that is active.</summary>
    public async Task<string> ActiveAsync()
    {
        string[] active = [.. Oracle.Tenants.Where(t => !Oracle.IsSuspended(t))];
        if (active.Length == 0)
        {
            active = [One(Oracle.Tenants)];
            await tenants.ResumeAsync(active[0]);
        }

        return One(active);
    }

    /// <summary>Somebody who may, of any tenant.</summary>
    public async Task<Credential> AbleAsync(string right) => Able(await ActiveAsync(), right);

    /// <summary>Somebody of an active tenant who may.</summary>
    public Credential Able(string tenant, string right) => Alive(tenant, c => Oracle.May(c, right));

    /// <summary>Somebody who may by a token.</summary>
    public Credential Person(string tenant, string right) => Alive(tenant, c => c.Kind != CredentialKind.Key && Oracle.May(c, right));

    /// <summary>Somebody who may answer what another one asks for.</summary>
    public Credential Second(Credential requester) => Alive(requester.Tenant, c => Oracle.Approval(c, requester, allows: true) == 200);

    /// <summary>Somebody who has the right to answer, and is whoever asks, or acts for him: one key for another, and a token for another.</summary>
    public Credential Self(Credential requester) => Alive(
        requester.Tenant, c => Oracle.May(c, "approve") && Oracle.AreOne(c, requester) && (c.Kind == CredentialKind.Key) == (requester.Kind == CredentialKind.Key));

    /// <summary>Whoever issued a key, by a token of his.</summary>
    public Credential Issuer(Credential key) => Alive(key.Tenant, c => c.Kind == CredentialKind.Token && Oracle.AreOne(c, key));

    /// <summary>Somebody of a tenant, if it is active: who may, every second time; else anybody.</summary>
    public Credential Near(string tenant, string right) => Coin() && !Oracle.IsSuspended(tenant) ? Able(tenant, right) : Any();

    public async Task<KnownSession> SessionAsync(string tenant)
    {
        KnownSession[] there = Own(tenant);
        if (there.Length == 0)
        {
            await sessions.CreateAsync(Able(tenant, "write"));
            there = Own(tenant);
        }

        return One(there);
    }

    /// <summary>A session that somebody may name: his own tenant's, one of this history, or one of a history beside it.</summary>
    public KnownSession Session(string tenant)
    {
        KnownSession[] own = Own(tenant);
        return Coin() && own.Length != 0 ? One(own) : Coin() ? One(Oracle.Sessions) : asker.Board.AnySession(random);
    }

    /// <summary>A key of an active tenant that may, and is made where there is none.</summary>
    public async Task<Credential> KeyAsync(string tenant, string right)
    {
        if (Keys().Length == 0)
        {
            await keys.IssueAsync(Able(tenant, "admin"), ["read", "write", "approve"], ends: false);
        }

        return One(Keys());

        Credential[] Keys() => [.. Oracle.Credentials.Where(c => c.Kind == CredentialKind.Key && c.Tenant == tenant && Oracle.May(c, right))];
    }

    /// <summary>A key of any tenant, dead or alive, or null.</summary>
    public Credential? AnyKey(Func<Credential, bool> which)
    {
        Credential[] all = [.. Oracle.Credentials.Where(c => c.Kind == CredentialKind.Key && which(c))];
        return all.Length == 0 ? null : One(all);
    }

    /// <summary>A grant that is open, or null.</summary>
    public Credential? Grant(Func<Credential, bool> which)
    {
        Credential[] open = [.. Oracle.Credentials.Where(c => c.Kind == CredentialKind.Grant && Oracle.IsAlive(c) && which(c))];
        return open.Length == 0 ? null : One(open);
    }

    private KnownSession[] Own(string tenant) => [.. Oracle.Sessions.Where(s => s.Tenant == tenant && !s.IsDeleted)];

    private Credential Alive(string tenant, Func<Credential, bool> which)
    {
        if (All().Length == 0)
        {
            tenants.Issue(tenant);
        }

        return One(All());

        Credential[] All() => [.. Oracle.Credentials.Where(c => c.Tenant == tenant && OfTenants.Contains(c.Kind) && Oracle.IsAlive(c) && which(c))];
    }
}
