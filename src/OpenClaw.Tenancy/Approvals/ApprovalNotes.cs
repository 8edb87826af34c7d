namespace OpenClaw.Tenancy.Approvals;

/// <summary>What stands of an approval in the details of a record.</summary>
internal static class ApprovalNotes
{
    internal static Dictionary<string, string> Of(ApprovalRecord record, string? decision)
    {
        var notes = new Dictionary<string, string>(StringComparer.Ordinal) { ["action_digest"] = record.Digest, ["approval_status"] = record.Status };
        if (decision is not null)
        {
            notes["decision"] = decision;
        }

        if (record.Reason is { } reason)
        {
            notes["approval_reason"] = reason;
        }

        return notes;
    }
}
