using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Types;

/// <summary>A value that nobody set must deny, or must not start.</summary>
public sealed class EnumZeroTests
{
    // Each enum of the library with the member that is zero. A new enum is added here by somebody who has thought about it.
    private static readonly Dictionary<string, string> Zero = new()
    {
        ["AccessActionKind"] = "Tenant",       // the axis on which a tenant's own scope alone counts
        ["AccessWay"] = "None",
        ["AllowedRecords"] = "NotRecorded",    // on its own: it decides nothing, and what needs a record gets it
        ["ApprovalCommit"] = "Stale",          // nothing was changed
        ["ApprovalDecision"] = "Deny",
        ["ApprovalReason"] = "StorageCorrupt", // what cannot be told counts as not to be trusted
        ["ApprovalStatus"] = "Denied",
        ["AuditOutcome"] = "Denied",
        ["CellAuth"] = "Unspecified",
        ["CellFault"] = "Unspecified",
        ["ChaosFault"] = "None",               // a test's fault, which decides nothing
        ["ConformanceVerdict"] = "NotRun",
        ["ConfinementReason"] = "Unspecified",
        ["CrossTenantAccess"] = "Never",
        ["DenyReason"] = "Unspecified",
        ["DirectoryOutcome"] = "Unreadable",
        ["DirectoryRefusalReason"] = "Unspecified",
        ["EgressRefusalReason"] = "Unspecified",
        ["EventOutcome"] = "Dropped",
        ["FrameFault"] = "Malformed",
        ["FrameKind"] = "None",
        ["GrantStatus"] = "Ended",
        ["GuardAct"] = "Refuse",
        ["LimitOutcome"] = "Unavailable",
        ["JobAdditionOutcome"] = "Full",
        ["JobFate"] = "Again",                 // nothing is taken to be done
        ["JobRefusal"] = "Unspecified",
        ["MapDirection"] = "Asked",            // the direction in which what is not known is refused
        ["MapOutcome"] = "NotUnderstood",
        ["Member"] = "None",                   // no member of a frame was read
        ["PolicyVerdict"] = "Indeterminate",
        ["ResourceState"] = "Absent",
        ["SecretFault"] = "Unspecified",
        ["SecretState"] = "Revoked",
        ["ShapeKind"] = "None",
        ["StoreOperations"] = "None",
        ["TenancyAge"] = "Unspecified",
        ["TenancyCount"] = "Unspecified",
        ["TenancyHealthState"] = "Unhealthy",
        ["TenancyMode"] = "Unspecified",
        ["TenancyNoGo"] = "Unspecified",
        ["TenancyPostureState"] = "Found",
        ["TenantDirectoryConfinement"] = "None",
        ["TenantFileKind"] = "None",
        ["TenantRole"] = "None",
        ["TenantStatus"] = "Unknown",
        ["TenantTag"] = "Absent",
        ["TokenKeyState"] = "Revoked",
        ["TokenUse"] = "SingleUse",
        ["UsageMeasure"] = "Unspecified",
        ["UsageOutcome"] = "Unspecified",      // nothing was counted
        ["VaultCommit"] = "Unspecified",       // nothing was changed
    };

    private static readonly Type[] Enums = [.. Library.Types.Where(static t => t.IsEnum)];

    [Fact]
    public void Every_zero_denies_or_does_not_start() => Rule.Holds(
        "The member at zero must be the one listed for it.",
        Enums,
        static type => Zero.TryGetValue(type.Name, out string? name) && Enum.GetName(type, Enum.ToObject(type, 0)) == name
            ? null : $"{type.FullName}: zero is {Enum.GetName(type, Enum.ToObject(type, 0)) ?? "undefined"}");

    [Fact]
    public void No_listed_enum_has_gone() => Rule.Holds(
        "Take the enum off the list.", Zero.Keys, static name => Enums.Any(e => e.Name == name) ? null : name);
}
