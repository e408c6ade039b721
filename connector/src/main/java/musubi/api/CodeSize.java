package musubi.api;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents the parameter with the size of a QR code. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        description = "Pixels of a side",
        schema = @Schema(type = "integer", format = "int32", minimum = "128", maximum = "4096", defaultValue = "512"))
@interface CodeSize {}
