using System.Text.Json.Serialization;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Administration;

/// <summary>A new invitation. This is the only moment at which its code is there.</summary>
public sealed class IssuedInvitation
{
    internal IssuedInvitation(TenantInvitation invitation, string code) => (Invitation, Code) = (invitation, code);

    /// <summary>What the directory keeps of it.</summary>
    public TenantInvitation Invitation { get; }

    /// <summary>The code: hand it to whom it is for, and keep it nowhere. It is left out of JSON.</summary>
    [JsonIgnore]
    public string Code { get; }

    /// <summary>Says what kind of object this is, and nothing of the code.</summary>
    /// <returns>The name of the type.</returns>
    public override string ToString() => nameof(IssuedInvitation);
}
