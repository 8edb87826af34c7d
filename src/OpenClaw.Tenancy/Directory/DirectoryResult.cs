using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Directory;

/// <summary>What an act on the directory gave, or why it was refused. The default is a refusal.</summary>
/// <typeparam name="T">What it gives.</typeparam>
public readonly struct DirectoryResult<T>
    where T : class
{
    private readonly DirectoryWrite _write;

    private DirectoryResult(T? value, DirectoryWrite write) => (Value, _write) = (value, write);

    /// <summary>What it gave, or null.</summary>
    public T? Value { get; }

    /// <summary>Why it was refused, or null.</summary>
    public DirectoryRefusal? Refusal => Value is null ? _write.Refusal ?? new DirectoryRefusal(DirectoryRefusalReason.Unspecified, "Nothing was done.") : null;

    /// <summary>Whether it was done.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Value is not null;

    internal static DirectoryResult<T> Of(DirectoryWrite write, Func<T?> value) => write.IsApplied ? new(value(), write) : new(null, write);

    internal static DirectoryResult<T> Refused(DirectoryRefusal refusal) => new(null, DirectoryWrite.Refused(0, refusal));
}
