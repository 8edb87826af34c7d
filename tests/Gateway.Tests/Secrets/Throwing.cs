using System.Reflection;

namespace Gateway.Tests.Secrets;

/// <summary>Something whose every call fails, with a message that holds what it should not.</summary>
public class Throwing : DispatchProxy
{
    private string _said = string.Empty;

    public static T Every<T>(string said)
        where T : class
    {
        T proxy = Create<T, Throwing>();
        ((Throwing)(object)proxy)._said = said;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        throw new InvalidOperationException(_said, new IOException(_said) { Data = { ["connection"] = _said } });
}
