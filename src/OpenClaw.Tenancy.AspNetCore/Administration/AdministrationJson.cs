using System.Text.Json;
using System.Text.Json.Serialization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>The form of bodies. Strict: an unknown member, a double one, another case and another type are errors.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 8,
    Converters = [typeof(Rfc3339Converter), typeof(LowerCaseText<TenantRole>), typeof(LowerCaseText<TenantStatus>), typeof(LowerCaseText<GrantStatus>)])]
[JsonSerializable(typeof(NewTenantBody))]
[JsonSerializable(typeof(TenantPatchBody))]
[JsonSerializable(typeof(NewMemberBody))]
[JsonSerializable(typeof(MemberPatchBody))]
[JsonSerializable(typeof(NewInvitationBody))]
[JsonSerializable(typeof(NewKeyBody))]
[JsonSerializable(typeof(RotationBody))]
[JsonSerializable(typeof(TenantView))]
[JsonSerializable(typeof(CreatedTenantView))]
[JsonSerializable(typeof(TenantsView))]
[JsonSerializable(typeof(MemberView))]
[JsonSerializable(typeof(MembersView))]
[JsonSerializable(typeof(InvitationView))]
[JsonSerializable(typeof(InvitationsView))]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(KeysView))]
[JsonSerializable(typeof(EndedView))]
[JsonSerializable(typeof(NewGrantBody))]
[JsonSerializable(typeof(GrantReviewBody))]
[JsonSerializable(typeof(GrantView))]
[JsonSerializable(typeof(GrantsView))]
[JsonSerializable(typeof(GrantTokenView))]
internal sealed partial class AdministrationJson : JsonSerializerContext;
