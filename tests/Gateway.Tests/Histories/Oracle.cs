namespace Gateway.Tests.Histories;

/// <summary>What must be answered, from what happened before: written apart from the library on purpose, as a customer would state the rules.</summary>
internal sealed class Oracle(IEnumerable<string> tenants)
{
    private readonly HashSet<string> _suspended = [];

    public string[] Tenants { get; } = [.. tenants];

    public List<Credential> Credentials { get; } = [];

    public List<KnownSession> Sessions { get; } = [];

    public bool IsSuspended(string tenant) => _suspended.Contains(tenant);

    /// <summary>A caller is let in while the credential was not taken away and its tenant is active.</summary>
    public bool IsAlive(Credential credential) => credential.Kind != CredentialKind.Forged && !credential.IsDead && !IsSuspended(credential.Tenant);

    /// <summary>What a collection answers: nobody is let in without a credential that lives, nor without the right.</summary>
    public int Collection(Credential credential, string right, int done) => !IsAlive(credential) ? 401 : Holds(credential, right) ? done : 403;

    /// <summary>What a session answers: one's own while it is there, and for everything else the one answer.</summary>
    public int Session(Credential credential, string right, KnownSession session)
    {
        int collection = Collection(credential, right, 200);
        return collection != 200 ? collection : session.Tenant == credential.Tenant && !session.IsDeleted ? 200 : 404;
    }

    /// <summary>What answering a run's proposal answers: a run of one's own, and never to whoever asked.</summary>
    public int Approval(Credential credential, string tenant, string asker)
    {
        int collection = Collection(credential, "approve", 200);
        return collection != 200 ? collection : credential.Tenant != tenant ? 404 : credential.Subject == asker ? 403 : 200;
    }

    public IEnumerable<string> Listed(string tenant) => Sessions.Where(s => s.Tenant == tenant && !s.IsDeleted).Select(static s => s.Id);

    /// <summary>Suspends a tenant. What was issued to somebody dies for good; a key lives again with its tenant.</summary>
    public void Suspend(string tenant)
    {
        _suspended.Add(tenant);
        foreach (Credential credential in Credentials.Where(c => c.Tenant == tenant && c.Kind != CredentialKind.Key))
        {
            credential.IsDead = true;
        }
    }

    public void Resume(string tenant) => _suspended.Remove(tenant);

    // Whoever administers may do all of it, and whoever writes may read.
    private static bool Holds(Credential credential, string right) =>
        credential.Rights.Contains("admin") || credential.Rights.Contains(right) || (right == "read" && credential.Rights.Contains("write"));
}
