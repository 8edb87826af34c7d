namespace OpenClaw.Tenancy.Approvals;

/// <summary>The stable texts of decisions, statuses and reasons, as gateways and their clients know them.</summary>
public static class ApprovalTexts
{
    private const string Pending = "pending";
    private const string Allowed = "allowed";
    private const string Expired = "expired";
    private const string Cancelled = "cancelled";

    /// <summary>The decision that a text says.</summary>
    /// <param name="text">Exactly <c>allow-once</c>, <c>allow-always</c> or <c>deny</c>.</param>
    /// <returns>The decision; <see cref="ApprovalDecision.Deny"/> for every other text and for null.</returns>
    public static ApprovalDecision DecisionOf(string? text) => text switch
    {
        "allow-once" => ApprovalDecision.AllowOnce,
        "allow-always" => ApprovalDecision.AllowAlways,
        _ => ApprovalDecision.Deny,
    };

    /// <summary>The text of a decision.</summary>
    /// <param name="decision">The decision.</param>
    /// <returns><c>deny</c> also for a value that is not defined.</returns>
    public static string ToText(this ApprovalDecision decision) => decision switch
    {
        ApprovalDecision.AllowOnce => "allow-once",
        ApprovalDecision.AllowAlways => "allow-always",
        _ => "deny",
    };

    /// <summary>The text of a status.</summary>
    /// <param name="status">The status.</param>
    /// <returns><c>denied</c> also for a value that is not defined.</returns>
    public static string ToText(this ApprovalStatus status) => status switch
    {
        ApprovalStatus.Pending => Pending,
        ApprovalStatus.Allowed => Allowed,
        ApprovalStatus.Expired => Expired,
        ApprovalStatus.Cancelled => Cancelled,
        _ => "denied",
    };

    /// <summary>The text of a reason.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns><c>storage-corrupt</c> also for a value that is not defined.</returns>
    public static string ToText(this ApprovalReason reason) => reason switch
    {
        ApprovalReason.User => "user",
        ApprovalReason.Timeout => "timeout",
        ApprovalReason.MalformedVerdict => "malformed-verdict",
        ApprovalReason.NoRoute => "no-route",
        ApprovalReason.RunAborted => "run-aborted",
        ApprovalReason.GatewayRestart => "gateway-restart",
        _ => "storage-corrupt",
    };

    /// <summary>The status that a text says, for whoever asks for approvals of one status.</summary>
    /// <param name="text">The exact text.</param>
    /// <param name="status">The status; <see cref="ApprovalStatus.Denied"/> where the text is none.</param>
    /// <returns>Whether the text is a status.</returns>
    public static bool TryStatus(string? text, out ApprovalStatus status)
    {
        status = StatusOf(text);
        return string.Equals(status.ToText(), text);
    }

    // Whatever stands in a store and is no status is a denial.
    internal static ApprovalStatus StatusOf(string? text) => text switch
    {
        Pending => ApprovalStatus.Pending,
        Allowed => ApprovalStatus.Allowed,
        Expired => ApprovalStatus.Expired,
        Cancelled => ApprovalStatus.Cancelled,
        _ => ApprovalStatus.Denied,
    };

    internal static ApprovalReason ReasonOf(string text)
    {
        foreach (ApprovalReason reason in Enum.GetValues<ApprovalReason>())
        {
            if (string.Equals(reason.ToText(), text))
            {
                return reason;
            }
        }

        return ApprovalReason.StorageCorrupt;
    }
}
