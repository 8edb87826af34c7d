namespace OpenClaw.Tenancy.Testing;

/// <summary>The ids of the rules, as they stand in a report.</summary>
public static class StoreRuleIds
{
    /// <summary>The owner can do everything that the store offers. Without it the other rules show nothing.</summary>
    public const string OwnerWorks = "owner-works";

    /// <summary>An operation on one object, or over all, gives and changes nothing of another tenant.</summary>
    public const string OwnOnly = "own-only";

    /// <summary>A total that a page states counts nothing of another tenant.</summary>
    public const string TotalOwnOnly = "total-own-only";

    /// <summary>A foreign object and an absent one give the same answer, down to the text of an exception.</summary>
    public const string ForeignLikeAbsent = "foreign-like-absent";

    /// <summary>No message carries anything of another tenant's object.</summary>
    public const string NoForeignText = "no-foreign-text";

    /// <summary>Whatever a stranger tries, the raw rows of everybody stay as they were.</summary>
    public const string RawRowsUnchanged = "raw-rows-unchanged";

    /// <summary>Tenants whose ids begin alike are no less apart than others.</summary>
    public const string NeighboursApart = "neighbours-apart";

    /// <summary>No tenant's id and name, put together, are taken for another tenant's.</summary>
    public const string KeysInjective = "keys-injective";

    /// <summary>An id in other letter case is another id.</summary>
    public const string CaseTwins = "case-twins";

    /// <summary>Creating an object under an id that another tenant holds leaves the other's object alone.</summary>
    public const string CreateKeepsForeign = "create-keeps-foreign";

    /// <summary>Creating an object under an id that another tenant holds goes as it goes with a free one.</summary>
    public const string CreateLikeFree = "create-like-free";

    /// <summary>Deleting an object leaves another tenant's object of the same id alone.</summary>
    public const string DeleteKeepsTwin = "delete-keeps-twin";

    /// <summary>Taking a unique key that another tenant holds goes as it goes with a free one.</summary>
    public const string KeyLikeFree = "key-like-free";

    /// <summary>A cursor of one tenant gives another tenant nothing.</summary>
    public const string CursorBound = "cursor-bound";

    /// <summary>Pages of every size together give each object of the tenant once.</summary>
    public const string PagesWhole = "pages-whole";

    /// <summary>What other tenants store and delete moves nothing on a tenant's pages.</summary>
    public const string PagesUnmoved = "pages-unmoved";

    /// <summary>An object that is deleted and made anew, by whomever, has nothing of the old one.</summary>
    public const string RecreateApart = "recreate-apart";

    /// <summary>Ids that are guessed from known ones open nothing foreign.</summary>
    public const string GuessedIds = "guessed-ids";

    /// <summary>Ids that the store makes do not say how much other tenants store.</summary>
    public const string IdsSilent = "ids-silent";

    /// <summary>A tenant that the store has never heard of reaches nobody's objects, and nobody reaches its.</summary>
    public const string UnknownTenant = "unknown-tenant";

    /// <summary>Without a tenant, or in a scope that has ended, nothing is read and nothing is written.</summary>
    public const string NoTenant = "no-tenant";

    /// <summary>A claim that has ended since reads nothing and writes nothing.</summary>
    public const string DeadClaim = "dead-claim";

    /// <summary>A tenant that is suspended reads nothing and writes nothing.</summary>
    public const string SuspendedTenant = "suspended-tenant";

    /// <summary>Where a permit is demanded, a call without one is refused.</summary>
    public const string PermitRequired = "permit-required";

    /// <summary>A permit for one id, or for the collection, does not open another id.</summary>
    public const string PermitId = "permit-id";

    /// <summary>A permit for one action does not open another action.</summary>
    public const string PermitAction = "permit-action";

    /// <summary>A permit of another container opens nothing.</summary>
    public const string PermitContainer = "permit-container";

    /// <summary>A permit that died between its earning and its use opens nothing.</summary>
    public const string PermitDead = "permit-dead";

    /// <summary>A stream that is under way ends with the claim.</summary>
    public const string StreamDies = "stream-dies";

    /// <summary>Two tenants that use the store at once never meet.</summary>
    public const string Interleaved = "interleaved";

    /// <summary>What one tenant has read is not served to another from memory.</summary>
    public const string CacheApart = "cache-apart";
}
