namespace OpenClaw.Tenancy.Analyzers;

/// <summary>The ids of the rules; each has a page in <c>docs/diagnostics</c>.</summary>
public static class RuleIds
{
    /// <summary>A mapped endpoint says nothing of tenancy.</summary>
    public const string SilentEndpoint = "OCT1101";

    /// <summary>A query passes by the tenant's filter.</summary>
    public const string UnfilteredQuery = "OCT1102";

    /// <summary>A storage key or path is built of a tenant's id by hand.</summary>
    public const string BuiltKey = "OCT1103";

    /// <summary>A secret of the library is compared with an early exit.</summary>
    public const string ComparedSecret = "OCT1104";

    /// <summary>What belongs to one scope is taken out of it.</summary>
    public const string EscapedScope = "OCT1105";

    /// <summary>A secret is logged.</summary>
    public const string LoggedSecret = "OCT1106";

    /// <summary>A dangerous member is used without a reason.</summary>
    public const string DangerWithoutReason = "OCT1107";

    /// <summary>An id is compared by the rules of a culture, or without case.</summary>
    public const string LooseId = "OCT1108";

    /// <summary>What is named like a secret is compared with an early exit.</summary>
    public const string ComparedByName = "OCT1109";
}
