update sessions set refused_version = $version where id = $id
