using System.Reflection;

namespace OpenClaw.Tenancy.TestKit.Arguments;

/// <summary>Answers nothing, since nothing asks it.</summary>
internal class SilentProxy : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new InvalidOperationException("A stand-in was used.");
}
