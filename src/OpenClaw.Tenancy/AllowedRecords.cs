namespace OpenClaw.Tenancy;

/// <summary>What a decision that allows leaves in the trail of the tenant that acts. A refusal leaves its record always.</summary>
public enum AllowedRecords
{
    /// <summary>Nothing but what an act needs that changes privileges or crosses tenants: that record stands before it in any case.</summary>
    NotRecorded = 0,

    /// <summary>One record for each permit, handed to the ledger when the permit is made; what the ledger has to drop it counts.</summary>
    Emitted,

    /// <summary>One record for each permit, durable before there is a permit. Without the record there is none, and the request is refused.</summary>
    Durable,
}
