namespace Gateway.Tests.Histories;

/// <summary>What must be answered, from what happened before: written apart from the library on purpose, as a customer would state the rules.</summary>
internal sealed class Oracle(IEnumerable<string> tenants)
{
    private readonly HashSet<string> _suspended = [];

    public string[] Tenants { get; } = [.. tenants];

    public List<Credential> Credentials { get; } = [];

    public List<KnownSession> Sessions { get; } = [];

    /// <summary>How much time was let pass. What the steps themselves take is little beside what lies between it and any end.</summary>
    public TimeSpan Now { get; private set; }

    public bool IsSuspended(string tenant) => _suspended.Contains(tenant);

    public bool HasEnded(Credential credential) => credential.Ends <= Now;

    /// <summary>A caller is let in while the credential was not taken away and has not ended, and its tenant is active.</summary>
    public bool IsAlive(Credential credential) =>
        credential.Kind != CredentialKind.Forged && !credential.IsDead && !HasEnded(credential) && !IsSuspended(credential.Tenant);

    public bool May(Credential credential, string right) => Collection(credential, right, 200) == 200;

    /// <summary>What a collection answers: nobody is let in without a credential that lives, nor without the right.</summary>
    public int Collection(Credential credential, string right, int done) => !IsAlive(credential) ? 401 : Holds(credential, right) ? done : 403;

    /// <summary>What a session answers: one's own while it is there, and for everything else the one answer.</summary>
    public int Session(Credential credential, string right, KnownSession session)
    {
        int collection = Collection(credential, right, 200);
        return collection != 200 ? collection : session.Tenant == credential.Tenant && !session.IsDeleted ? 200 : 404;
    }

    /// <summary>What a key answers to whoever changes it: one's own tenant's, and for every other the one answer.</summary>
    public int Key(Credential credential, Credential key, int done)
    {
        int collection = Collection(credential, "admin", done);
        return collection != done || key.Tenant == credential.Tenant ? collection : 404;
    }

    /// <summary>What answering a run's proposal answers: a run of one's own, never to whoever asked, and whoever is there by a grant allows nothing.</summary>
    public int Approval(Credential credential, Credential asker, bool allows)
    {
        int collection = Collection(credential, "approve", 200);
        return collection != 200 ? collection
            : credential.Tenant != asker.Tenant ? 404
            : AreOne(credential, asker) || (allows && credential.Kind == CredentialKind.Grant) ? 403
            : 200;
    }

    /// <summary>Whether one and the same person can use both.</summary>
    public static bool AreOne(Credential one, Credential other) => one.Hands.Intersect(other.Hands).Any();

    public IEnumerable<string> Listed(string tenant) => Sessions.Where(s => s.Tenant == tenant && !s.IsDeleted).Select(static s => s.Id);

    public void Pass(TimeSpan by) => Now += by;

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

    // Whoever administers may do all of it, and whoever writes may read. A platform operator's own token holds nothing here.
    private static bool Holds(Credential credential, string right) =>
        credential.Rights.Contains("admin") || credential.Rights.Contains(right) || (right == "read" && credential.Rights.Contains("write"));
}
