namespace OpenClaw.Tenancy.Testing.Probing;

/// <summary>The ids of the rules, as they stand in a report.</summary>
public static class ProbeRuleIds
{
    /// <summary>Both tenants can store and read their own. Without it the other rules show nothing.</summary>
    public const string OwnerWorks = "owner-works";

    /// <summary>A foreign object and an absent one are answered alike: status, headers and body.</summary>
    public const string ForeignLikeAbsent = "foreign-like-absent";

    /// <summary>No answer to a stranger carries anything that the owner stored.</summary>
    public const string NoForeignText = "no-foreign-text";

    /// <summary>Whatever a stranger sends, the owner finds everything as it was.</summary>
    public const string OwnerUnchanged = "owner-unchanged";

    /// <summary>Naming another tenant, wherever it is named, reaches and tells nothing of it.</summary>
    public const string SelectorsAgree = "selectors-agree";

    /// <summary>Nothing but the exact id opens an object: no other case, beginning, pattern or encoding.</summary>
    public const string ExactIds = "exact-ids";

    /// <summary>A cursor of one tenant gives another tenant nothing.</summary>
    public const string CursorBound = "cursor-bound";

    /// <summary>Without a credential nothing is answered that is not open on purpose, and no store is called.</summary>
    public const string NobodyRefused = "nobody-refused";

    /// <summary>A caller that has ended is refused everywhere.</summary>
    public const string EndedRefused = "ended-refused";

    /// <summary>No input makes the host fail.</summary>
    public const string NoServerError = "no-server-error";

    /// <summary>Each refusal of a caller with a credential leaves exactly one record.</summary>
    public const string OneRecord = "one-record";

    /// <summary>The stores are called as often for a foreign object as for an absent one.</summary>
    public const string CallsAlike = "calls-alike";

    /// <summary>Two tenants that ask at once never meet.</summary>
    public const string Interleaved = "interleaved";

    /// <summary>What one tenant stores moves no number, length or mark in what another is answered.</summary>
    public const string TotalsOwn = "totals-own";

    /// <summary>What belongs to no tenant is answered as absent.</summary>
    public const string UnownedClosed = "unowned-closed";

    /// <summary>Making what another tenant has by the same name goes as making what nobody has.</summary>
    public const string CreateLikeFree = "create-like-free";

    /// <summary>An idempotency key of one tenant says nothing to another.</summary>
    public const string KeysApart = "keys-apart";

    /// <summary>A credential in an address, or among the sub-protocols of a WebSocket, opens nothing.</summary>
    public const string CredentialInHeader = "credential-in-header";

    /// <summary>A WebSocket ends with the caller who opened it.</summary>
    public const string SocketsEnd = "sockets-end";

    /// <summary>A frame that names a foreign object is answered as one that names an absent object, and nothing foreign is sent.</summary>
    public const string FramesBound = "frames-bound";
}
