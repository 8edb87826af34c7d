using Dafny;

namespace OpenClaw.Tenancy.Model.Tests.Support;

/// <summary>Answers of the model in the library's words, and lists in the model's.</summary>
internal static class ModelText
{
    private static readonly (DenyReason Reason, Gates._IReason Model)[] Pairs =
    [
        (DenyReason.Unspecified, Gates.Reason.create_Unspecified()),
        (DenyReason.ClaimMissing, Gates.Reason.create_ClaimMissing()),
        (DenyReason.ClaimAmbiguous, Gates.Reason.create_ClaimAmbiguous()),
        (DenyReason.TokenInvalid, Gates.Reason.create_TokenInvalid()),
        (DenyReason.TenantInactive, Gates.Reason.create_TenantInactive()),
        (DenyReason.Revoked, Gates.Reason.create_Revoked()),
        (DenyReason.Expired, Gates.Reason.create_Expired()),
        (DenyReason.SelectorMismatch, Gates.Reason.create_SelectorMismatch()),
        (DenyReason.PolicyDenied, Gates.Reason.create_PolicyDenied()),
        (DenyReason.ScopeMissing, Gates.Reason.create_ScopeMissing()),
        (DenyReason.ResourceAbsent, Gates.Reason.create_ResourceAbsent()),
        (DenyReason.ResourceUnowned, Gates.Reason.create_ResourceUnowned()),
        (DenyReason.TenantMismatch, Gates.Reason.create_TenantMismatch()),
        (DenyReason.PolicyForbid, Gates.Reason.create_PolicyForbid()),
        (DenyReason.EvaluatorFault, Gates.Reason.create_EvaluatorFault()),
        (DenyReason.AuditUnavailable, Gates.Reason.create_AuditUnavailable()),
        (DenyReason.AsyncRequired, Gates.Reason.create_AsyncRequired()),
        (DenyReason.DependencyUnavailable, Gates.Reason.create_DependencyUnavailable()),
        (DenyReason.None, Gates.Reason.create_Passed()),
    ];

    private static readonly Dictionary<DenyReason, Gates._IReason> Models = Pairs.ToDictionary(static p => p.Reason, static p => p.Model);
    private static readonly Dictionary<Type, DenyReason> Reasons = Pairs.ToDictionary(static p => p.Model.GetType(), static p => p.Reason);

    public static Gates._IReason Of(DenyReason reason) => Models[reason];

    public static DenyReason Of(Gates._IReason reason) => Reasons[reason.GetType()];

    public static Gates._IMode Of(TenancyMode mode) => mode switch
    {
        TenancyMode.Disabled => Gates.Mode.create_Disabled(),
        TenancyMode.Shared => Gates.Mode.create_Shared(),
        _ => Gates.Mode.create_Pinned(),
    };

    public static Authorization.AccessWay Of(Gates._IWay way) => way.is_ByOwn ? Authorization.AccessWay.Own
        : way.is_ByGrant ? Authorization.AccessWay.Grant : Authorization.AccessWay.GlobalScope;

    public static (DenyReason Reason, Authorization.AccessWay Way) Of(Gates._IOutcome outcome) => outcome.is_Refused
        ? (Of(outcome.dtor_reason), Authorization.AccessWay.None)
        : (DenyReason.None, Of(outcome.dtor_way));

    public static (DenyReason Reason, Authorization.AccessWay Way) Of(Decisions._IDecision decision) => decision.is_Deny
        ? (Of(decision.dtor_reason), Authorization.AccessWay.None)
        : (DenyReason.None, Of(decision.dtor_way));

    public static ISequence<T> List<T>(IEnumerable<T> items) => Sequence<T>.FromArray([.. items]);
}
