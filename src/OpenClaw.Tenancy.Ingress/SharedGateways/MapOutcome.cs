namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>What came of mapping a part of a frame.</summary>
internal enum MapOutcome : byte
{
    /// <summary>It has another shape than it should have.</summary>
    NotUnderstood,

    /// <summary>It is another tenant's, or nobody's.</summary>
    Foreign,

    /// <summary>It was written.</summary>
    Mapped,
}
